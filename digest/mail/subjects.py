"""How the subjects of automatic mail begin in many languages, as data."""

# ruff: noqa: RUF001 - words of other scripts are the point of this table

from digest.mail.phrases import words

# How the subject of an out-of-office reply begins.
AWAY_SUBJECTS = words("""
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
    自動回覆 | 자동 회신 | 부재중 | trả lời tự động | balasan otomatis | מענה אוטומטי |
    رد تلقائي
""")

# How the subject of a report begins that came without the headers of one.
RETURNED_SUBJECTS = words("""
    undeliverable | undelivered mail | delivery status notification | failure notice |
    mail delivery failed | mail delivery failure | delivery failure | returned mail |
    delivery notification | mail system error | message delivery failure |
    warning: message | undeliverable mail | non recapitabile | unzustellbar | non remis |
    échec de la remise | no se puede entregar | não foi possível entregar | onbestelbaar |
    kan inte levereras | kan ikke leveres | niedostarczon | delivery has failed |
    delayed mail | delivery delayed | mensaje no entregado
""")
