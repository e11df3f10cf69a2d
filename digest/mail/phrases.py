"""Words of mail programs in many languages, as data: compared after folding case.

Adding a language means adding words here and a case in tests/cases/replies.
"""

# ruff: noqa: RUF001 - words of other scripts are the point of this table


def _words(table: str) -> tuple[str, ...]:
    return tuple(word.strip().casefold() for word in table.split("|"))


# What stands before a quoted message: "On DATE, NAME wrote:".  The verb may be followed by
# more ("schrieb am Fr., 28. Apr. um 11:53:"), so it is looked for, not matched at the end.
WROTE = _words("""
    wrote | writes | said | schrieb | schreef | het volgende geschreven | geschreven |
    a écrit | ha scritto | scrive | escribió | escreveu | va escriure | skrev | skreiv |
    kirjoitti | napisał(a) | napisał | napisała | pisze | написал | написал(а) | написала |
    пишет | пише | написав | написала(в) | napsal(a) | napsal | napsala | napísal(a) |
    napísal | je napisao | je napisao/la | je napisal | a scris | írta | έγραψε | yazdı |
    şunu yazdı | đã viết | viết | menulis | tulis | rašė | rakstīja | kirjutas | написа |
    כתב | כתבה | كتب | เขียน | のメール | 書きました | のメッセージ | 写道 | 寫道 | 작성 |
    님이 작성 | 님이 씀
""")

# Words that an attribution begins with; a weekday, a number or an address may stand there too.
WROTE_BEGINS = frozenset(
    _words("""
    on | at | am | le | il | el | em | op | den | dne | dnia | w dniu | a | pe | în | la |
    vào | pada | στις | на | ha | de | från | în data | בתאריך | في | 在
""")
)

# Header fields as mail programs print them above a quoted message, by meaning.
PRINTED_FIELDS = {
    "from": _words("""
        from | von | de | da | van | från | fra | lähettäjä | od | от | від | feladó | από |
        kimden | gönderen | från/från | 差出人 | 发件人 | 寄件者 | 보낸 사람 | 보낸사람 |
        từ | dari | מאת |
        من | remitente | mittente | expéditeur | o | din partea | 送信者 | 寄件人 |
        saatja | nuo |
        no
    """),
    "sent": _words("""
        sent | date | gesendet | datum | envoyé | date d'envoi | enviado | fecha |
        enviado el | data | inviato | data invio | verzonden | skickat | sendt | dato |
        lähetetty | päivämäärä | päiväys | wysłano | wysłane | data wysłania | дата |
        отправлено | надіслано | odesláno | odoslané | dátum | elküldve | στάλθηκε | tarih |
        gönderilen | gönderildi | trimis | 送信日時 | 日付 | 日時 | 发送时间 | 日期 |
        发送日期 | 傳送日期 | 寄件日期 |
        보낸 날짜 | 날짜 | ngày | đã gửi | tanggal | dikirim | נשלח | תאריך | تاريخ |
        poslano |
        ημερομηνία | sendt den | enviada em
    """),
    "to": _words("""
        to | an | à | a | para | aan | till | til | vastaanottaja | do | кому | komu | pro |
        címzett | προς | kime | alıcı | către | 宛先 | 收件人 | 收件者 | 받는 사람 |
        받는사람 | đến | tới |
        kepada | ke | אל | إلى | pour | destinataire
    """),
    "cc": _words("""
        cc | kopie | kopia | kopi | kopio | copie | копия | копія | 抄送 | 참조 | dw
    """),
    "subject": _words("""
        subject | betreff | objet | asunto | assunto | oggetto | onderwerp | ämne | emne |
        aihe | temat | тема | předmět | predmet | tárgy | θέμα | konu | subiect | 件名 |
        主题 |
        主旨 | 제목 | chủ đề | tiêu đề | subjek | perihal | נושא | الموضوع | assumpte | sujet
    """),
    "reply-to": _words("""
        reply-to | antwort an | répondre à | responder a | risposta | rispondi a
    """),
}

# Lines that announce a quoted or forwarded message, with any rule of dashes around them.
ORIGINAL_MESSAGE = frozenset(
    _words("""
    original message | original-nachricht | ursprüngliche nachricht | reply message |
    originalnachricht | message d'origine | message original | mensaje original |
    mensagem original | messaggio originale | oorspronkelijk bericht | origineel bericht |
    ursprungligt meddelande | originalmeddelande | oprindelig meddelelse |
    opprinnelig melding | opprinnelig beskjed | alkuperäinen viesti | wiadomość oryginalna |
    oryginalna wiadomość | исходное сообщение | оригинальное сообщение |
    пересылаемое сообщение | вихідне повідомлення | původní zpráva | původní e-mail |
    pôvodná správa | eredeti üzenet | αρχικό μήνυμα | özgün ileti | orijinal mesaj |
    mesaj original | mesajul original | 元のメッセージ | original mail | 원본 메일 |
    원본 메시지 | 原始邮件 |
    原始郵件 | tin nhắn gốc | pesan asli | missatge original | הודעה מקורית |
    الرسالة الأصلية |
    forwarded message | begin forwarded message | forwarded by | weitergeleitete nachricht |
    anfang der weitergeleiteten nachricht | message transféré | début du message transféré |
    début du message réexpédié | mensaje reenviado | inicio del mensaje reenviado |
    mensagem encaminhada | mensagem reencaminhada | início da mensagem reencaminhada |
    messaggio inoltrato | inizio messaggio inoltrato | doorgestuurd bericht |
    begin doorgestuurd bericht | vidarebefordrat meddelande | vidarebefordrat brev |
    videresendt besked | videresendt melding | start på videresendt besked |
    videresendt meddelelse | välitetty viesti | edelleenlähetetty viesti |
    wiadomość przekazana dalej | przekazana wiadomość | treść przekazanej wiadomości |
    пересланное сообщение | начало переадресованного сообщения | переслане повідомлення |
    přeposlaná zpráva | továbbított üzenet | iletilen mesaj | 転送されたメッセージ |
    転送メッセージ | 转发的邮件 |
    轉寄的郵件 | 전달된 메시지 | replied message
""")
)

# Programs sign for people: a line that begins so, and goes on briefly, is theirs.
SENT_FROM = _words("""
    sent from | sent by | sent via | sent with | sent using | get outlook for | from my iphone |
    from my ipad | von meinem | gesendet von | gesendet mit | gesendet über |
    diese nachricht wurde von meinem | envoyé depuis | envoyé de mon | envoyé à partir |
    obtenez outlook | enviado desde | enviado do meu | enviado de meu | enviado a partir |
    inviato da | inviato dal | verzonden vanaf | verstuurd vanaf | verstuurd van |
    verzonden met | skickat från | skickat med | skickades från | sendt fra | sendt med |
    lähetetty | wysłane z | wysłano z | отправлено с | отправлено из | надіслано з |
    odesláno z | odoslané z | elküldve | στάλθηκε από | gönderildi | trimis de pe |
    iphoneから送信 | androidから送信 | 从我的 | 從我的 | 發自我的 | 发自我的 | 나의 iphone에서 |
    someone from mobile |
    enviat des de | đã gửi từ | dikirim dari
""")

# With one of these among its first words such a line is a program's, wherever it stands;
# without, only at the very end.
DEVICES = frozenset(
    _words("""
    iphone | ipad | ipod | android | samsung | galaxy | blackberry | huawei | pixel | htc |
    nokia | xiaomi | oneplus | windows | mac | outlook | mailbox | mail | airmail | yahoo |
    gmail | proton | protonmail | mobile | mobil | cell | phone | smartphone | handy |
    mobilgerät | mobiltelefon | tablet | thunderbird | spark | superhuman | ti-85 |
    alcatel | lg | sony | motorola | telefon | k-9
""")
)

# A closing line; what stands below it, to the end of what was typed, is a name.
CLOSINGS = frozenset(
    _words("""
    regards | best regards | kind regards | warm regards | many regards | best |
    best wishes | all the best | sincerely | sincerely yours | yours sincerely | yours |
    yours truly | cheers | thanks | many thanks | thank you | thx | br |
    thanks and regards | rgds | kr | cordially | respectfully | greetings |
    mit freundlichen grüßen | freundliche grüße | viele grüße | beste grüße | mfg |
    liebe grüße | lg | vg | gruß | grüße | schöne grüße | danke | herzliche grüße |
    cordialement | bien cordialement | bien à vous | amicalement | merci | saludos |
    un saludo | saludos cordiales | atentamente | gracias | un abrazo | cumprimentos |
    atenciosamente | abraços | obrigado | obrigada | att | cordiali saluti | saluti |
    distinti saluti | grazie | un saluto | met vriendelijke groet |
    met vriendelijke groeten | groet | groeten | mvg | vriendelijke groet | bedankt |
    med vänlig hälsning | med vänliga hälsningar | vänliga hälsningar | hälsningar | mvh |
    tack | med venlig hilsen | hilsen | venlig hilsen | kh | vh | med vennlig hilsen |
    vennlig hilsen | hilsener | ystävällisin terveisin | terveisin | t | yt | terv |
    kiitos | pozdrawiam | z poważaniem | dziękuję | с уважением | спасибо | з повагою |
    дякую | s pozdravem | děkuji | s pozdravom | üdvözlettel | köszönöm | με εκτίμηση |
    saygılarımla | teşekkürler | cu stimă | mulțumesc | salutacions | gràcies |
    よろしくお願いします |
    よろしくお願いいたします | 此致 | 谢谢 | 감사합니다 | trân trọng
""")
)

# How the subject of an out-of-office reply begins.
AWAY_SUBJECTS = _words("""
    out of office | out of the office | automatic reply | auto reply | auto-reply |
    autoreply | auto: | auto response | automated reply | on vacation | vacation reply |
    away from | i am away | i'm away | on leave | on holiday | annual leave |
    automatische antwort | abwesenheitsnotiz | abwesenheit | abwesend | nicht im büro |
    réponse automatique | absence du bureau | absent du bureau | message d'absence |
    respuesta automática | fuera de la oficina | ausencia | resposta automática |
    fora do escritório | ausência temporária | risposta automatica | fuori sede |
    fuori ufficio | automatisch antwoord | afwezigheid | afwezig | niet aanwezig |
    autosvar | frånvaro | automatiskt svar | automatisk svar | fravær | ikke til stede |
    automaattinen vastaus | poissa | autovastaus | automatyczna odpowiedź |
    odpowiedź automatyczna | poza biurem | nieobecność | автоматический ответ | автоответ |
    вне офиса | автоматична відповідь | automatická odpověď | automatická odpoveď |
    mimo kancelář | automatikus válasz | házon kívül | αυτόματη απάντηση | otomatik yanıt |
    ofis dışında | răspuns automat | resposta automàtica | 自動応答 | 不在 | 自动回复 |
    自動回覆 | 자동 회신 |
    부재중 | trả lời tự động | balasan otomatis | מענה אוטומטי | رد تلقائي
""")

# How the subject of a report begins that came without the headers of one.
RETURNED_SUBJECTS = _words("""
    undeliverable | undelivered mail | delivery status notification | failure notice |
    mail delivery failed | mail delivery failure | delivery failure | returned mail |
    delivery notification | mail system error | message delivery failure |
    warning: message | undeliverable mail | non recapitabile | unzustellbar | non remis |
    échec de la remise | no se puede entregar | não foi possível entregar | onbestelbaar |
    kan inte levereras | kan ikke leveres | niedostarczon | delivery has failed |
    delayed mail | delivery delayed | mensaje no entregado
""")
