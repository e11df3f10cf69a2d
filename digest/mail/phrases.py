"""Words of mail programs in many languages, as data: compared after folding case.

Adding a language means adding words here and a case in tests/cases/replies.
"""

# ruff: noqa: RUF001 - words of other scripts are the point of this table

from unicodedata import normalize

_DOT = "\u0307"  # left of a Turkish capital I
# Marks that turn the direction of writing; programs put them around names and dates.
_UNSEEN = dict.fromkeys([0x200B, 0x200E, 0x200F, 0xFEFF, *range(0x202A, 0x202F)])
_UNSEEN |= dict.fromkeys(range(0x2066, 0x206A))


def fold(text: str) -> str:
    """Return a text in one case, composed, with single spaces and without unseen marks."""
    if not text.isascii():
        text = normalize("NFC", text.translate(_UNSEEN).casefold()).replace(_DOT, "")
    return " ".join(text.lower().split())


def words(table: str) -> tuple[str, ...]:
    """Return the entries of a table, folded."""
    return tuple(fold(word) for word in table.split("|"))


# What stands before a quoted message: "On DATE, NAME wrote:".  The verb may be followed by
# more ("schrieb am Fr., 28. Apr. um 11:53:"), so it is looked for, not matched at the end.
WROTE = words("""
    wrote | writes | said | schrieb | schreef | het volgende geschreven | geschreven |
    a écrit | ha scritto | scrive | escribió | escribiu | escreveu | va escriure | skrev |
    skreiv | skrifaði | kirjoitti | napisał(a) | napisał | napisała | napisana przez |
    pisze | написал | написал(а) | написала | пишет | пише | написав | написала(в) | пиша |
    napsal(a) | napsal | napsala | napísal(a) | napísal | napísala | napisao je |
    je napisao | je napisao/la | napisao/la | je napisal | napisal(a) | napisala je |
    је написао | је написао/ла | написао | a scris | írta | έγραψε | yazdı | şunu yazdı |
    şunları yazdı | yazmış | đã viết | viết | menulis | tulis | rašė | parašė | rakstīja |
    kirjutas | kirjutas kuupäeval | написа | напісаў | idatzi du | het geskryf | geskryf |
    ysgrifennodd | shkroi | isinulat ni | sumulat | aliandika | skribis | כתב | כתבה |
    כתב/ה | كتب | كتبت | نوشت | لکھا | ने लिखा | লিখেছেন | எழுதியது | เขียน | เขียนว่า |
    のメール | 書きました | のメッセージ | さんは書きました | 写道 | 寫道 | 写到 | 作成 |
    작성 | 님이 작성 | 님이 씀 | 썼습니다 | 님의 말
""")

# Words that an attribution begins with; a weekday, a number or an address may stand there too.
WROTE_BEGINS = frozenset(
    words("""
    on | at | am | le | il | el | em | op | den | dne | dnia | dňa | w | wiadomość | a |
    pe | în | la | vào | lúc | pada | tanggal | στις | την | на | от | в | у | ha | de |
    från | in | dana | v | u | o | no | til | dann | þann | noong | missatge | mensaje |
    mensagem | messaggio | message | kontakt | ב | בתאריך | ביום | في | در | เมื่อ |
    ในวันที่ | 在 | 於 | 于
""")
)

# After "NAME <ADDRESS>" on the line above, where a date follows.
AFTER_NAME = words("於 | 于 | escreveu | ezt írta | schrieb | skrev | kirjoitti")

# Before the address that ends "23.11.2026, 08:00 by ana@northbeam.example:".
BY = frozenset(words("by | from | von | par | de | da | van | av | af | od | от | від | przez"))

# Header fields as mail programs print them above a quoted message, by meaning.
PRINTED_FIELDS = {
    "from": words("""
        from | von | de | da | van | från | fra | lähettäjä | od | от | від | feladó | από |
        kimden | gönderen | från/från | 差出人 | 发件人 | 寄件者 | 보낸 사람 | 보낸사람 |
        từ | dari | daripada | מאת | من | remitente | mittente | expéditeur | o |
        din partea | 送信者 | 送信元 | 寄件人 | saatja | nuo | no | šalje | expeditorul |
        отправитель | від кого | de la | nadawca | odesílatel | odosielateľ | pošiljatelj |
        pošiljalac | пошиљалац | подател | frá | nga | sumber | ผู้ส่ง | จาก | प्रेषक | از |
        от кого | remetente | avsender | afsender | avsändare | afzender | absender | 발신 |
        发自 | 發件人 | 寄信人
    """),
    "sent": words("""
        sent | date | gesendet | datum | envoyé | date d'envoi | enviado | fecha |
        enviado el | data | inviato | data invio | verzonden | skickat | sendt | dato |
        lähetetty | päivämäärä | päiväys | wysłano | wysłane | data wysłania | дата |
        отправлено | надіслано | odesláno | odoslané | dátum | elküldve | στάλθηκε | tarih |
        gönderilen | gönderildi | trimis | 送信日時 | 日付 | 日時 | 发送时间 | 日期 |
        发送日期 | 傳送日期 | 寄件日期 | 時間 | 时间 | 보낸 날짜 | 날짜 | 일시 | 보낸 시간 |
        ngày | đã gửi | tanggal | dikirim | נשלח | תאריך | تاريخ | تاريخ الإرسال | التاريخ |
        poslano | ημερομηνία | sendt den | enviada em | enviada | enviado em | enviat |
        відправлено | dată | data trimiterii | dana | kuupäev | saadetud | išsiųsta |
        nosūtīts | datums | изпратено | изпратено на | послато | датум | dags | sent on |
        date sent | envoyé le | envoyé à | gesendet am | inviata | inviato il | skickades |
        vrijeme | วันที่ | ส่ง | تم الإرسال | отправлено в | дата отправки | kl
    """),
    "to": words("""
        to | an | à | a | para | aan | till | til | vastaanottaja | do | кому | komu | pro |
        címzett | προς | kime | alıcı | către | 宛先 | 收件人 | 收件者 | 받는 사람 |
        받는사람 | đến | tới | kepada | ke | אל | إلى | pour | destinataire | prima |
        primatelj | destinatarul | pre | adresat | 送信先 | saaja | kam | získava | za |
        per | до | коме | destinatario | destinatário | mottaker | modtager | mottagare |
        ontvanger | empfänger | ถึง | به | 수신 | 받는이 | kepada yth | i
    """),
    "cc": words("""
        cc | kopie | kopia | kopi | kopio | copie | копия | копія | 抄送 | 참조 | dw |
        másolat | másolatot kap | kópia | bilgi | kopie (cc) | copie à | cópia | copia |
        副本 | ccn | bcc | kk | κοιν | 密送
    """),
    "subject": words("""
        subject | betreff | objet | asunto | assunto | oggetto | onderwerp | ämne | emne |
        aihe | temat | тема | předmět | predmet | tárgy | θέμα | konu | subiect |
        subiectul | 件名 | 主题 | 主旨 | 主題 | 제목 | chủ đề | tiêu đề | subjek | perihal |
        נושא | الموضوع | assumpte | sujet | naslov | zadeva | teema | tema | ogg | относно |
        предмет | efni | เรื่อง | หัวเรื่อง | विषय | موضوع | gaia | titel
    """),
    "reply-to": words("""
        reply-to | antwort an | répondre à | responder a | risposta | rispondi a |
        svar til | antwoord aan | vastaus | válaszcím | odpověď na | odgovori na |
        odpowiedź-do | răspuns către | ответ-кому | odpovedať-pre | svara till |
        yanıt adresi | кому відповісти | 回复 | 返信先
    """),
    "attached": words("""
        attachments | attachment | anlagen | anhänge | pièces jointes | adjuntos | anexos |
        allegati | bijlagen | bilagor | vedlegg | liitteet | załączniki | importance |
        wichtigkeit | priority | priorität | importancia | prioridade | organization
    """),
}

# Lines that announce a quoted or forwarded message, with any rule of dashes around them.
ORIGINAL_MESSAGE = frozenset(
    words("""
    original | 邮件原件 | original message | original-nachricht | ursprüngliche nachricht |
    reply message | originalnachricht | antwort nachricht | vorherige nachricht |
    message d'origine | message original | courrier original | message initial |
    mensaje original | mensagem original | messaggio originale | oorspronkelijk bericht |
    origineel bericht | oorspronkelijke bericht | ursprungligt meddelande |
    originalmeddelande | oprindelig meddelelse | oprindelig besked | original meddelelse |
    opprinnelig melding | opprinnelig beskjed | opprinnelig e-post | alkuperäinen viesti |
    wiadomość oryginalna | oryginalna wiadomość | исходное сообщение |
    оригинальное сообщение | пересылаемое сообщение | вихідне повідомлення |
    оригінальне повідомлення | původní zpráva | původní e-mail | pôvodná správa |
    izvorna poruka | originalna poruka | izvirno sporočilo | оригинална порука |
    оригинално съобщение | algne teade | algne kiri | pradinis pranešimas |
    sākotnējais ziņojums | oriģinālais ziņojums | eredeti üzenet | αρχικό μήνυμα |
    özgün ileti | orijinal mesaj | orijinal ileti | mesaj original | mesajul original |
    元のメッセージ | original mail | original email | 원본 메일 | 원본 메시지 |
    원본 이메일 | 原始邮件 | 原始郵件 | 原始信件 | 原始信息 | 原邮件 | tin nhắn gốc |
    thư gốc | pesan asli | mesej asal | missatge original | הודעה מקורית | الرسالة الأصلية |
    ข้อความเดิม | ข้อความต้นฉบับ | मूल संदेश | forwarded message | begin forwarded message |
    forwarded by | weitergeleitete nachricht | anfang der weitergeleiteten nachricht |
    message transféré | message transmis | début du message transféré |
    début du message réexpédié | mensaje reenviado | inicio del mensaje reenviado |
    mensagem encaminhada | mensagem reencaminhada | início da mensagem reencaminhada |
    início da mensagem encaminhada | messaggio inoltrato | inizio messaggio inoltrato |
    doorgestuurd bericht | begin doorgestuurd bericht | vidarebefordrat meddelande |
    vidarebefordrat brev | vidarebefordrat mejl | videresendt besked | videresendt melding |
    start på videresendt besked | videresendt meddelelse | välitetty viesti |
    välitetty viesti alkaa | välitetty viesti / fwd.msg | edelleenlähetetty viesti |
    wiadomość przekazana dalej | przekazana wiadomość | treść przekazanej wiadomości |
    wiadomość przesłana dalej | początek przekazywanej wiadomości | пересланное сообщение |
    начало переадресованного сообщения | переслане повідомлення |
    перенаправленное сообщение | перенаправлене повідомлення |
    початок листа, що пересилається | přeposlaná zpráva | začátek přeposílané zprávy |
    preposlaná správa | začiatok preposlanej správy | proslijeđena poruka |
    započni proslijeđenu poruku | posredovano sporočilo | препратено съобщение |
    továbbított üzenet | továbbított levél kezdete | mesaj redirecționat |
    începe mesajul redirecționat | προωθημένο μήνυμα | iletilen mesaj | iletilen ileti |
    iletilmiş mesaj | ileti başlangıcı | 転送されたメッセージ | 転送メッセージ |
    メッセージを転送 | 转发的邮件 | 转发邮件信息 | 轉寄的郵件 | 전달된 메시지 |
    missatge reenviat | thư đã chuyển tiếp | pesan terusan | replied message |
    回复的原邮件 | הודעה שהועברה | رسالة معاد توجيهها
""")
)

# Ticket systems ask to answer above such a line.
REPLY_ABOVE = words("""
    reply above this line | type your reply above this line | write above this line |
    bitte oberhalb dieser zeile antworten | antworten sie oberhalb dieser zeile |
    répondre au-dessus de cette ligne | responda por encima de esta línea |
    responda acima desta linha | reageer boven deze lijn | rispondi sopra questa riga
""")
