"""One text on one day in one district: how many attacks it tells of. Invented texts."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pytest
from tests.coding.reports import BOOK, report

from concord.coding import code
from concord.linking import link, linkable

if TYPE_CHECKING:
    from concord.model import Coding


DAY = "2024-03-05"
# Each several attacks, and how many.
SEVERAL = {
    "second blast elsewhere": (
        2,
        (
            "A roadside bomb killed three policemen in the Sariab area of Quetta on Monday. A "
            "second blast, hours later, hit a market on Joint Road in Quetta and killed five "
            "shoppers."
        ),
    ),
    "in another attack same town": (
        2,
        (
            "Gunmen on a motorcycle shot dead a policeman in Bannu on Monday. In another attack in "
            "Bannu, unknown men threw a grenade at a shop, injuring four people."
        ),
    ),
    "separately": (
        2,
        (
            "Militants attacked a police post in Tank district on Monday, killing two constables. "
            "Separately, a roadside bomb in the same district killed three soldiers."
        ),
    ),
    "hours later": (
        2,
        (
            "A bomb planted in a rickshaw went off near a bus stand in Khuzdar on Monday, killing "
            "six people. Hours later, gunmen ambushed a convoy outside Khuzdar and killed four "
            "soldiers."
        ),
    ),
    "elsewhere in the district": (
        2,
        (
            "Two soldiers were killed when their vehicle struck a mine in Datta Khel, North "
            "Waziristan, on Monday. Elsewhere in the district, gunmen killed a tribal elder in Mir "
            "Ali."
        ),
    ),
    "the two attacks": (
        2,
        (
            "Two attacks in Kech district killed seven people on Monday, officials said. In the "
            "first attack, gunmen opened fire on labourers in Turbat, killing five. In the second, "
            "a bomb killed two guards in Tump."
        ),
    ),
    "meanwhile": (
        2,
        (
            "A suicide bomber blew himself up at a checkpost in Bara on Monday, killing four "
            "security men. Meanwhile, gunmen killed a schoolteacher in Landi Kotal."
        ),
    ),
    "twin blasts two towns": (
        2,
        (
            "Twin bombings rocked the province on Monday. A car bomb outside a court in Mardan "
            "killed eight people. Another bomb, planted in a cart, killed three people in Swabi."
        ),
    ),
    "operation and attack": (
        2,
        (
            "Security forces killed six militants in an operation in Kulachi on Monday, the army "
            "said. In another operation in Daraban, three militants were killed in an exchange of "
            "fire."
        ),
    ),
    "three operations one district": (
        3,
        (
            "The army said that 12 militants were killed in three operations in South Waziristan on"
            " Monday. In Sararogha, six militants were killed. Four were killed in a raid in Ladha,"
            " and two more in a clash in Tiarza."
        ),
    ),
    "different targets": (
        2,
        (
            "Gunmen fired on a polio team in Lakki Marwat on Monday, killing a constable. The same "
            "day, a bomb damaged a gas pipeline in Lakki Marwat district. No one was hurt in the "
            "explosion."
        ),
    ),
    "another incident no toll words": (
        2,
        (
            "A tribal elder was shot dead outside his home in Wana on Monday. In a separate "
            "incident in Wana, two brothers were killed when a mine exploded."
        ),
    ),
    "morning evening": (
        2,
        (
            "On Monday morning, a grenade attack on a barber shop in Hub wounded three people. On "
            "Monday evening, gunmen killed two tailors in Hub."
        ),
    ),
    "earlier in the day": (
        2,
        (
            "A bomb exploded beside a police van in Peshawar on Monday, killing two officers. "
            "Earlier in the day, gunmen had killed a traffic constable in the city."
        ),
    ),
    "kidnapping and bombing": (
        2,
        (
            "Armed men kidnapped five road workers in Zhob on Monday. In the same district, a bomb "
            "blast killed a driver and injured two others."
        ),
    ),
    "a day apart": (
        2,
        (
            "A soldier was killed by a sniper in Boya on Sunday. On Monday, a bomb in Boya killed "
            "three soldiers."
        ),
    ),
    "nigerian villages": (
        2,
        (
            "Gunmen raided the village of Gidan Kaya in Zamfara state on Monday, killing 14 people."
            " Another group of gunmen attacked Dutsen Wake village, where nine people were killed."
        ),
    ),
    "after that": (
        2,
        (
            "A suicide bomber struck a mosque in Kandahar on Friday, killing 30 worshippers. The "
            "bombing came a few hours after a mine killed three children in Kandahar province."
        ),
    ),
    "in the third": (
        3,
        (
            "Three separate attacks hit Kurram on Monday. Four passengers died when gunmen fired at"
            " a van in Bagan. A bomb wounded two soldiers in Sadda. In the third attack, a trader "
            "was shot dead in Parachinar."
        ),
    ),
    "list dead by place no cue": (
        2,
        (
            "Seven policemen were killed in attacks in Khyber Pakhtunkhwa on Monday. Four policemen"
            " were killed in an ambush in Lakki Marwat. Three died when a bomb hit their van in "
            "Hangu."
        ),
    ),
    "army release": (
        3,
        (
            "The army said on Tuesday that 19 soldiers were killed and 24 militants shot dead in "
            "separate engagements in Tank district. In the early hours of Tuesday, a group of six "
            "militants attacked a post in the Gomal area. The attempt to enter the post was "
            "repelled, whereupon the militants rammed an explosives-laden vehicle into it, followed"
            " by a suicide bombing. The blasts brought down the building, killing 19 soldiers. All "
            "six attackers were killed. In another engagement in Pezu, 14 militants were killed in "
            "an operation. In a raid in Jandola, four more militants were killed."
        ),
    ),
    "ambush before raid": (
        2,
        (
            "Gunmen ambushed police near Ankor late on Friday, killing three officers, hours before"
            " a raid on Benta village in which at least 40 people died."
        ),
    ),
    "two places one night": (
        2,
        (
            "At least 40 people were burned to death in their homes in Benta on Friday night. In "
            "nearby Ankor, three policemen were killed in an ambush the same night."
        ),
    ),
    "air and ground": (
        2,
        (
            "Rebels shot down a police helicopter in Tibu on Thursday, killing 12 officers. Hours "
            "later a truck bomb exploded near an air base in Calarca, killing six people."
        ),
    ),
    "day of attacks": (
        2,
        (
            "Two attacks blamed on rebels left 18 people dead in Colombia on Thursday. In Cali, a "
            "vehicle packed with explosives blew up outside an air force school, killing six. In "
            "Amalfi, a drone brought down a police helicopter that was protecting workers; 12 "
            "officers died."
        ),
    ),
    "two cues none": (
        2,
        (
            "Gunmen shot dead a policeman in Bannu on Monday. A grenade attack on a shop in Bannu "
            "injured four people."
        ),
    ),
    "lead of two sides": (
        3,
        (
            "As many as 31 militants and 11 soldiers were killed in Tank district on Tuesday, the "
            "army said. Seventeen militants were killed in an operation in Pezu. In a separate "
            "incident, militants attacked a post in Gomal, killing 11 soldiers. During another "
            "operation in Jandola, weapons were seized and four militants died in the exchange of "
            "fire."
        ),
    ),
    "seized then clash": (
        2,
        (
            "Militants attacked a post in Gomal on Tuesday, killing 11 soldiers. In Jandola, troops"
            " seized a cache of arms and killed four militants in a clash."
        ),
    ),
}
# Each one attack, told in several clauses.
ONE = {
    "second blast same place": (
        1,
        (
            "A bomb exploded in a market in Quetta on Monday. A second blast went off minutes later"
            " as rescuers arrived. Twenty people were killed in the two blasts."
        ),
    ),
    "headline and lead": (
        1,
        (
            "Bomb kills six in Khuzdar\n\nA bomb planted in a rickshaw killed six people in Khuzdar"
            " on Monday, police said. The blast damaged several shops. The bomb was set off by "
            "remote control."
        ),
    ),
    "blast then gunfire": (
        1,
        (
            "Militants rammed a vehicle laden with explosives into the gate of a police camp in "
            "Bannu on Monday. Gunmen then stormed the compound and fired at policemen. Eight "
            "policemen were killed in the assault."
        ),
    ),
    "attack told by a witness": (
        1,
        (
            "Gunmen opened fire on a van in Kurram on Monday, killing nine passengers. A witness "
            "said the shooting lasted ten minutes. The attackers fled after the ambush."
        ),
    ),
    "attackers killed in response": (
        1,
        (
            "Militants attacked a post in Tank on Monday, killing two soldiers. Troops returned "
            "fire and killed four militants in the clash that followed."
        ),
    ),
    "siege": (
        1,
        (
            "Gunmen stormed a hotel in Gwadar on Saturday. The siege ended on Sunday when troops "
            "killed the last of the attackers. Five people died in the attack."
        ),
    ),
    "another bomb defused": (
        1,
        (
            "A bomb killed two people at a bus stop in Hangu on Monday. Police found another bomb "
            "nearby and defused it."
        ),
    ),
    "two bombers one mosque": (
        1,
        (
            "Two suicide bombers attacked a mosque in Peshawar on Friday. The first blew himself up"
            " at the gate and the second inside the hall. The attack killed 15 worshippers."
        ),
    ),
    "place wider later": (
        1,
        (
            "A roadside bomb killed three soldiers in Mir Ali on Monday. The blast in North "
            "Waziristan district also injured two soldiers, officials said."
        ),
    ),
    "named again": (
        1,
        (
            "Gunmen killed a journalist, Rahim Gul, in Khuzdar on Monday. Rahim Gul was shot dead "
            "near his house, police said. The killing was condemned by his colleagues."
        ),
    ),
    "kidnapped then found": (
        1,
        (
            "Gunmen kidnapped four miners in Harnai on Monday and later shot them dead. The bodies "
            "of the four were found in the hills."
        ),
    ),
    "vehicle attack and dead": (
        1,
        (
            "A convoy came under attack in Panjgur on Monday. Five soldiers were killed when "
            "militants fired rockets at the convoy, the army said. The attack injured three others."
        ),
    ),
    "claim sentence": (
        1,
        (
            "A bomb blast in Turbat on Monday killed four people. The group said in a statement "
            "that it had attacked a bus carrying troops and killed 20 of them. Police said four "
            "died in the explosion."
        ),
    ),
    "official words differ": (
        1,
        (
            "An explosion ripped through a train in Jacobabad on Monday, injuring 12 passengers. "
            "Railway officials said that a bomb had been planted on the track. Four carriages left "
            "the rails in the attack."
        ),
    ),
    "two checkpoints one assault": (
        1,
        (
            "Scores of militants attacked two checkpoints in the Tirah valley on Monday, killing "
            "six soldiers. The attack on the checkpoints went on for three hours."
        ),
    ),
    "arson in attack": (
        1,
        (
            "Armed men blocked the highway in Kalat on Monday and set fire to seven trucks. They "
            "shot dead three drivers before fleeing."
        ),
    ),
    "later died": (
        1,
        (
            "Gunmen wounded a police officer in Swabi on Monday. The officer, who was shot twice, "
            "died in hospital later."
        ),
    ),
    "hours later bodies": (
        1,
        (
            "Gunmen raided a village in Plateau state on Monday. Hours later, residents found the "
            "bodies of 12 people killed in the raid."
        ),
    ),
    "another killed another wounded": (
        1,
        ("A bomb killed a soldier in Kech on Monday. Another soldier was wounded in the blast."),
    ),
    "second attack in a week": (
        1,
        (
            "A suicide bomber killed five people in Quetta on Monday. It was the second attack in "
            "the city in a week."
        ),
    ),
    "condemned both words": (
        1,
        (
            "A blast at a seminary in Nowshera on Friday killed six people. The governor condemned "
            "the attack and said those behind the bombing would be punished."
        ),
    ),
    "release one attack": (
        1,
        (
            "The army said on Tuesday that nine soldiers were killed when militants attacked a post"
            " in Tank district. The militants rammed an explosives-laden vehicle into the wall of "
            "the post in the Gomal area. The blast was followed by several suicide attacks, in "
            "which the building collapsed. All six militants were killed."
        ),
    ),
    "grenade then gun": (
        1,
        (
            "Attackers threw grenades at a bank in Gwadar on Monday. They then opened fire on the "
            "guards, killing two of them."
        ),
    ),
    "lead in district then town": (
        1,
        (
            "Eleven people died in a bombing in Kech district on Sunday. The bomb went off in a "
            "market in the town of Tump, the deputy commissioner said."
        ),
    ),
    "manner told later": (
        1,
        (
            "Nine soldiers were killed when militants attacked a post in Gomal, Tank district, on "
            "Tuesday. A vehicle laden with explosives was rammed into the post in Gomal."
        ),
    ),
}


@lru_cache
def codings(engine: str) -> dict[str, Coding]:
    """Return the codings of all texts by their names, read in one go."""
    texts = {name: text for name, (_, text) in (SEVERAL | ONE).items()}
    documents = [report(text, published=DAY) for text in texts.values()]
    named = dict(zip((document.id for document in documents), texts, strict=True))
    return {named[each.document_id]: each for each in code(documents, BOOK, engine=engine)}


@pytest.mark.parametrize("engine", ["rules", "encoder"])
@pytest.mark.parametrize("name", SEVERAL | ONE)
def test_a_text_tells_of_as_many_attacks_as_happened(name: str, engine: str) -> None:
    number, text = (SEVERAL | ONE)[name]
    events = codings(engine)[name].events
    document = report(text, published=DAY)
    incidents = link(events, {document.id: document}, (), BOOK)
    news = [each for each in events if linkable(each, BOOK) and not each.background]
    assert len([each for each in news if each.status == "actual"]) == number
    facts = [each.facts for each in incidents if not each.facts.background]
    assert len([each for each in facts if each.status == "actual"]) == number
