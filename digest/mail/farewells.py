"""How mail ends in many languages, as data: programs that sign, closings, legal footers.

Compared after folding case.  Adding a language means adding words here and a case in
tests/cases/replies.
"""

# ruff: noqa: RUF001 - words of other scripts are the point of this table

from digest.mail.phrases import words

# Programs sign for people: a line that begins so, and goes on briefly, is theirs.
SENT_FROM = words("""
    sent from | sent by | sent via | sent with | sent using | get outlook for |
    download outlook for | from my iphone | from my ipad | von meinem | gesendet von |
    gesendet mit | gesendet über | gesendet aus | diese nachricht wurde von meinem |
    von unterwegs gesendet | envoyé depuis | envoyé de mon | envoyé à partir | envoyé avec |
    envoyé par | télécharger outlook | obtenez outlook | enviado desde | enviado con |
    enviado do | enviado del | enviado pelo | enviado de meu | enviado de mi |
    enviado a partir | enviado via | enviado com | obtener outlook | obter o outlook |
    inviato da | inviato dal | inviato dall | inviato con | scarica outlook |
    verzonden vanaf | verzonden via | verzonden met | verstuurd vanaf | verstuurd van |
    verstuurd via | skickat från | skickat med | skickades från | skickat via |
    hämta outlook | sendt fra | sendt med | sendt via | hent outlook | lähetetty |
    hanki outlook | wysłane z | wysłano z | wysłane za | pobierz outlook | отправлено с |
    отправлено из | отправлено через | отправлено от | надіслано з | відправлено з |
    изпратено от | odesláno z | odoslané z | poslano z | poslano s | poslato sa |
    послато са | elküldve | küldve | az iphone-omról küldve | στάλθηκε από | gönderildi |
    trimis de pe | trimis din | saadetud minu | išsiųsta iš | nosūtīts no | sent frá |
    iphoneから送信 | androidから送信 | から送信 | 从我的 | 從我的 | 發自我的 | 发自我的 |
    来自我的 | 傳送自 | 发自 | 나의 iphone에서 | 내 iphone에서 | נשלח מ | أرسلت من |
    أُرسلت من | تم الإرسال من | مرسل من | ส่งจาก | ส่งจากของฉัน | someone from mobile |
    enviat des de | đã gửi từ | được gửi từ | dikirim dari | dihantar dari
""")

# How such a line ends where the device comes first.
SENT_FROM_ENDS = words("""
    gesendet | gönderildi | から送信 | 傳送 | 发送 | 에서 보냄 | 에서 보낸 메일 | küldve |
    saadetud | sent from mobile
""")

# With one of these among its first words such a line is a program's, wherever it stands;
# without, only at the very end.
DEVICES = frozenset(
    words("""
    iphone | ipad | ipod | android | samsung | galaxy | blackberry | huawei | pixel | htc |
    nokia | xiaomi | oneplus | windows | mac | outlook | mailbox | mail | airmail | yahoo |
    gmail | proton | protonmail | mobile | mobil | cell | phone | smartphone | handy |
    mobilgerät | mobiltelefon | tablet | thunderbird | spark | superhuman | ti-85 |
    alcatel | lg | sony | motorola | telefon | k-9 | typeapp | bluemail | aqua |
    mailspring | hey | telekom | gmx | web | mi | oppo | vivo | realme | honor | tutanota |
    tuta | roundcube | móvil | celular | téléphone | portable | cellulare | telefonino |
    телефона | айфона | smartfon | smartfona | telefonu | puhelimesta
""")
)

# A closing line; what stands below it, to the end of what was typed, is a name.
CLOSINGS = frozenset(
    words("""
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
    よろしくお願いします | よろしくお願いいたします | 此致 | 谢谢 | 감사합니다 | trân trọng
""")
)

# The heading of what a lawyer or a gateway adds.
LEGAL_HEADINGS = frozenset(
    words("""
    disclaimer | confidentiality notice | confidential notice |
    confidential and privileged | confidentiality | legal notice | legal disclaimer |
    notice of confidentiality | email disclaimer | e-mail disclaimer | haftungsausschluss |
    vertraulichkeitshinweis | wichtiger hinweis | avis de confidentialité | avertissement |
    aviso de confidencialidad | aviso legal | aviso de confidencialidade |
    avviso di riservatezza | vertrouwelijkheid | sekretess | fortrolighed
""")
)

# Two of these make a paragraph a legal footer.
LEGAL = words("""
    confidential | intended solely | intended only | intended recipient | intended for |
    not the recipient | not the intended | received this | in error | by mistake |
    strictly prohibited | unauthorised | unauthorized | legally privileged |
    scanned for viruses | malware | virus-free | monitored | notify the sender |
    delete it from your system | vertraulich | rechtlich geschützt |
    nicht der richtige adressat | irrtümlich erhalten | unerlaubte | informieren sie bitte |
    vernichten sie diese | bestimmungsgemäße empfänger | confidentiel | destinataire |
    par erreur | confidencial | destinatario | destinatário | por error | por engano |
    riservat | per errore | destinatari | vertrouwelijk | geadresseerde | ten onrechte |
    konfidentiell | avsedda mottagaren | fortrolig | ved en fejl | poufn | adresat |
    конфиденциальн | получател | 機密 | 保密
""")

# What the law has a company write below its letters, without stops and commas: two of these
# and a number make a paragraph such a footer.
COMPANY = words("""
    sitz der gesellschaft | registergericht | amtsgericht | handelsregister | hrb | hra |
    geschäftsführer | geschäftsführerin | geschäftsführung | aufsichtsrat | ust-id |
    ust-idnr | umsatzsteuer-id | steuernummer | firmenbuch | registered office |
    registered in england | registered in scotland | company number | company no |
    company registration | registered number | vat no | vat number | vat reg |
    siège social | capital social | au capital de | rcs | r c s | siret | siren |
    tva intracommunautaire | sede legale | partita iva | p iva | codice fiscale | cap soc |
    registro mercantil | domicilio social | cif | nif | cnpj | kvk | kvk-nummer | btw-nr |
    btw-nummer | org nr | organisationsnummer | cvr | cvr-nr | y-tunnus | krs | nip | regon |
    kapitał zakładowy | sąd rejonowy | ičo | dič | obchodní rejstřík
""")

# One of these makes the last line a legal footer, or a wish for fewer prints.
LEGAL_LAST = words("""
    not the intended recipient | notify the sender immediately | may contain confidential |
    transmitted with it are confidential | attachments are confidential |
    message is confidential | email is confidential | e-mail is confidential |
    intended only for the | intended solely for the | disclosure is strictly prohibited |
    unauthorized disclosure | unauthorised disclosure | unauthorized use of this |
    unauthorised use of this | received this in error, please |
    received this by mistake, please | environment before printing |
    before printing this e | think before you print | diese e-mail ausdrucken |
    diese mail ausdrucken | d'imprimer ce | d’imprimer ce | antes de imprimir este |
    prima di stampare questa | voordat u deze e-mail print | innan du skriver ut |
    inden du udskriver | przed wydrukowaniem
""")

# One of these makes a paragraph a gateway's warning.
BANNERS = words("""
    originated from outside | originated outside | originates from outside |
    came from outside | sent from outside | from an external sender |
    from an external source | do not click links or open attachments |
    do not click on links or open attachments | do not click any links |
    you don't often get email from | you don’t often get email from |
    some people who received this message don't often get email | [external] this message |
    [external email] | *** external email | external email: use caution |
    diese e-mail kommt von extern | diese e-mail stammt von einem externen |
    diese nachricht stammt von extern | stammt von außerhalb | provient de l'extérieur |
    provient de l’extérieur | proviene de fuera de la organización | procede de fuera |
    se originou fora da | proviene dall'esterno | van buiten de organisatie |
    kommer från en extern | kommer fra en ekstern
""")
