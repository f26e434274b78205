"""Countries that may receive official development assistance (in French: APD).

Source: « Liste des bénéficiaires d’APD établie par le CAD » (OECD), as in force for 2024 and 2025 flows, less Nauru, whose
graduation took effect on 1 January 2026. It is transcribed by hand and to be revised: the next triennial review takes place in
the second half of 2026, and the decision on Montserrat, due in October 2025, could not be seen. Check it against the source
before an aid declaration (e-APD) relies on it, then change these constants together and rebuild the frozen copy
(bin/construire-referentiel).
"""

APD_ANNEE = 2025
APD_SOURCE = "https://www.oecd.org/fr/topics/sub-issues/oda-eligibility-and-conditions/dac-list-of-oda-recipients.html"

PMA = """
AF AO BD BF BI BJ CD CF DJ ER ET GM GN GW HT KH KI KM LA LR LS MG ML MM MR MW MZ NE NP RW SB SD SL SN SO SS ST TD TG TL TV TZ
UG YE ZM
"""  # least developed countries, among them Sao Tome and the Solomon Islands until the list is revised
AUTRES = """
AL AM AR AZ BA BO BR BT BW BY BZ CG CI CM CN CO CR CU CV DM DO DZ EC EG FJ FM GA GD GE GH GQ GT GY HN ID IN IQ IR JM JO KE KG KP
KZ LB LC LK LY MA MD ME MH MK MN MS MU MV MX MY NA NG NI NU PA PE PG PH PK PS PW PY RS SH SR SV SY SZ TH TJ TK TM TN TO TR UA UZ
VC VE VN VU WF WS XK ZA ZW
"""  # other low and middle income countries and territories

PAYS_ELIGIBLES_APD = frozenset((PMA + AUTRES).split())
PAYS_LES_MOINS_AVANCES = frozenset(PMA.split())
