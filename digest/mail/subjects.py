"""How the subjects of automatic mail begin in many languages, as data."""

# ruff: noqa: RUF001 - words of other scripts are the point of this table

from digest.mail.phrases import words

# Of an out-of-office reply.
AWAY_SUBJECTS = words("""
    out of office | out-of-office | out of the office | ooo: | ooo re: | ooo |
    automatic reply | automatic response | automated reply | automated response |
    auto reply | auto-reply | autoreply | auto: | auto re: | auto response | auto-response |
    autoresponse | autoresponder | auto responder | vacation reply | vacation: |
    vacation notice | vacation response | on vacation | holiday notice | away from | away: |
    away until | i am away | i'm away | i am out of | i'm out of | i am on leave |
    i am currently | on leave | on holiday | on annual leave | annual leave |
    maternity leave | parental leave | sick leave | currently away | currently out |
    currently on leave | no longer with | automatische antwort | automatische beantwortung |
    auto-antwort | automatische rückmeldung | abwesenheit | abwesend | nicht im büro |
    nicht im haus | ich bin nicht | ich bin im urlaub | ich bin abwesend | urlaub: |
    im urlaub | außer haus | außer-haus | réponse automatique | réponse auto | absence |
    absent | je suis absent | hors du bureau | en congé | en congés | en vacances |
    message d'absence | respuesta automática | respuesta automatica |
    contestación automática | fuera de la oficina | fuera de oficina | ausencia | ausente |
    estoy de vacaciones | de vacaciones | estaré ausente | resposta automática |
    resposta automatica | fora do escritório | fora da empresa | ausência | de férias |
    estou de férias | em férias | risposta automatica | fuori sede | fuori ufficio |
    assenza | assente | in ferie | automatisch antwoord | automatisch bericht |
    automatische reactie | afwezigheid | afwezig | niet aanwezig | niet op kantoor |
    met vakantie | op vakantie | autosvar | auto-svar | automatiskt svar |
    automatiskt meddelande | frånvaro | frånvarande | ej på kontoret | på semester |
    automatisk svar | automatisk besvarelse | fravær | fraværende | ikke til stede |
    ikke på kontoret | på ferie | sjálfvirkt svar | automaattinen vastaus |
    automaattivastaus | automaattinen viesti | poissa | poissaolo | lomalla | autovastaus |
    automatyczna odpowiedź | odpowiedź automatyczna | autoodpowiedź | autoresponder: |
    poza biurem | nieobecność | nieobecna | nieobecny | urlop | автоматический ответ |
    автоматическое уведомление | автоответ | вне офиса | нет на месте | в отпуске | отпуск |
    отсутствие | автоматична відповідь | автовідповідь | автоматичен отговор | извън офиса |
    automatická odpověď | automatická odpoveď | automatická odezva | mimo kancelář |
    mimo kancelárie | nepřítomnost | neprítomnosť | dovolená | samodejni odgovor |
    avtomatski odgovor | odsotnost | automatski odgovor | automatizirani odgovor |
    izvan ureda | odsutnost | аутоматски одговор | automatikus válasz | automatikus üzenet |
    házon kívül | szabadságon | αυτόματη απάντηση | αυτόματη απόκριση | εκτός γραφείου |
    otomatik yanıt | otomatik cevap | ofis dışında | izinde | izinli | răspuns automat |
    în afara biroului | plecat din birou | automātiskā atbilde | automatinis atsakymas |
    automaatvastus | automaatne vastus | resposta automàtica | fora de l'oficina |
    erantzun automatikoa | përgjigje automatike | 自動応答 | 自動返信 | 自動返答 | 不在 |
    休暇 | 自动回复 | 自动答复 | 外出自动回复 | 外出 | 休假 | 自動回覆 | 自動答覆 |
    不在辦公室 | 자동 회신 | 자동 응답 | 자동회신 | 자동응답 | 부재중 | 휴가 |
    trả lời tự động | thư trả lời tự động | vắng mặt | nghỉ phép | balasan otomatis |
    jawapan automatik | di luar kantor | ตอบกลับอัตโนมัติ | การตอบกลับอัตโนมัติ |
    ไม่อยู่ที่สำนักงาน | स्वचालित उत्तर | מענה אוטומטי | תשובה אוטומטית | מחוץ למשרד | رد تلقائي |
    الرد التلقائي | خارج المكتب | پاسخ خودکار
""")

# Of a report that came without the headers of one.
RETURNED_SUBJECTS = words("""
    undeliverable | undelivered mail | undelivered message | undelivered: |
    delivery status notification | failure notice | mail delivery failed |
    mail delivery failure | mail delivery error | mail delivery problem |
    mail delivery warning | mail delivery subsystem | delivery failure |
    delivery notification | delivery problem | delivery report | delivery error |
    delivery unsuccessful | returned mail | returned to sender | return to sender |
    mail system error | mail could not be delivered | message could not be delivered |
    your message could not be delivered | your message couldn't be delivered |
    couldn't deliver | could not deliver | message delivery failure |
    message undeliverable | message not delivered | message delayed | mail not delivered |
    mail status report | mail error | non-delivery | nondeliverable | not delivered |
    unable to deliver | user unknown | mailbox full | mailbox unavailable | quota exceeded |
    rejected mail | rejected: | blocked: your message | warning: message |
    warning: could not send | undeliverable mail | delivery has failed | delayed mail |
    delivery delayed | delayed delivery | unzustellbar | nicht zugestellt |
    nicht zustellbar | zustellung fehlgeschlagen | zustellfehler | e-mail nicht zugestellt |
    benachrichtigung über den zustellstatus | benachrichtung zum übermittlungsstatus |
    mailzustellung | fehler bei der zustellung | unzustellbare nachricht | non remis |
    non remise | non distribué | échec de la remise | échec de la distribution |
    échec de remise | notification d'état de remise | retour de courrier |
    no se puede entregar | no entregado | no se pudo entregar | mensaje no entregado |
    notificación de estado de entrega | error de entrega | não é possível entregar |
    não foi possível entregar | não entregue | notificação de status de entrega |
    falha na entrega | non recapitabile | mancato recapito | mancata consegna |
    impossibile recapitare | notifica sullo stato della consegna | onbestelbaar |
    niet bezorgd | bezorging mislukt | kan inte levereras | kunde inte levereras |
    ej levererbart | kan ikke leveres | kunne ikke leveres | ikke levert | ikke leveret |
    viestiä ei voi toimittaa | toimitus epäonnistui | ei voitu toimittaa | niedostarczon |
    nie można dostarczyć | nie dostarczono | не доставлено | недоставленное |
    невозможно доставить | сообщение не доставлено | не вдалося доставити | nedoručitelné |
    nedoručiteľné | nelze doručit | nedoručen | kézbesíthetetlen | sikertelen kézbesítés |
    δεν είναι δυνατή η παράδοση | teslim edilemedi | teslim edilemiyor | nelivrabil |
    nu se poate livra | isporuka nije uspjela | 配信不能 | 配信エラー | 配送不能 |
    配達不能 | 未配信 | メールを配信できません | 系统退信 | 退信 | 退件 | 投递失败 |
    无法送达 | 无法传递 | 無法傳遞 | 未傳遞 | 전송 실패 | 배달 실패 | 배달되지 않음 | 반송 |
    không thể gửi | לא ניתן למסור | تعذر التسليم
""")
