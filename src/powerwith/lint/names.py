"""How a reader is likely to hear a name: from which part of the world, and of which gender.

A name says nothing about a person, and many names are at home in several places. A reader still hears something in it.
If every name that sounds Welsh belongs to somebody in trouble, that reader learns it, and nobody meant to teach it.
So the cast audit counts names as they may be heard. Put a new name in one of these lists, or leave it unplaced.
"""

from typing import Literal, NamedTuple

Gender = Literal["a woman", "a man", "either"]

HEARD: dict[str, dict[Gender, str]] = {
    "England": {
        "a woman": "Bea Bella Beatrix Bryony Carol Claire Donna Dorothea Enid Freya Grace Harriet Hester Hettie Janice "
        "Joanna Jodie Joy Judith Maggie Patricia Pearl Philippa Rosalind Sheila Tamsin Tilda Verity Winnie",
        "a man": "Adrian Ambrose Clive Graham Jasper Leonard Lidgate Toby Wilf",
        "either": "Corey Eden Jordan Kai Oriel Wren",
    },
    "Wales": {
        "a woman": "Bethan Beti Bronwen Catrin Delyth Dilys Eirlys Ffion Gaynor Gwen Lowri Meinir Menna Morwenna Nesta "
        "Olwen Rhiannon",
        "a man": "Alun Dafydd Elfed Elis Emrys Gareth Gethin Gwilym Idris Ifor Iolo Owen Pryce Rhodri Rhys Trefor",
        "either": "Ceri",
    },
    "Ireland and Scotland": {
        "a woman": "Ailsa Bernadette Brigid Grainne Lorna Mairead Maureen Moira Nuala Orla Roisin Saoirse Shauna Shona "
        "Siobhan",
        "a man": "Alasdair Callum Cormac Craig Declan Fergus Gordon Hamish Malcolm Murdo Padraig Rory Ruairi Ruaridh "
        "Shane Struan Stuart",
    },
    "the Caribbean": {
        "a woman": "Hyacinth Marva Shanice Yvonne",
        "a man": "Delroy Desmond Everton Marlon Neville Winston",
    },
    "western and northern Europe": {
        "a woman": "Anneke Anneliese Annelise Bettina Colette Dagny Delphine Dorte Edda Ghislaine Hanna Ilse Ingrid "
        "Isolde Leonie Lindqvist Marit Mireille Odette Odile Ondine Ottoline Sabine Saskia Solveig Ulrika",
        "a man": "Bertil Bernard Emil Jens Jonas Lennart Leon Leopold Ludovic Matthias Tobias Torvald",
    },
    "central and eastern Europe": {
        "a woman": "Agnieszka Bronislawa Danuta Dorota Ewa Halina Jadwiga Jarmila Katarzyna Kateryna Lidia Ludmila "
        "Mirela Mirjeta Oksana Petra Tereza Wanda Zofia",
        "a man": "Anton Bogdan Casimir Ignacy Ivo Jakub Marek Milan Ondrej Pavel Stelian Tadeusz Teodor Tomasz Viktor "
        "Wojtek Zbigniew",
    },
    "southern Europe and Latin America": {
        "a woman": "Beatriz Callista Consuelo Delgado Dorotea Graciela Ines Isadora Leticia Lucia Luciana Lupe Lurdes "
        "Marisol Perpetua Pilar Rosa Ximena Xiomara Yesenia Yolanda",
        "a man": "Enrique Ignatius Joaquim Leandro Mateus Nikos Paolo Pavlou Yiannis",
    },
    "Africa south of the Sahara": {
        "a woman": "Adanna Adebayo Afia Amara Chiamaka Chidinma Ebele Efua Esi Fadumo Fatou Folasade Hiwot Hodan Nasra "
        "Ngozi Nneka Nokuthula Okonjo Okoye Precious Quaye Selam Thandi Thandiwe Tigist Yewande Zuri",
        "a man": "Ayo Balogun Baraka Bereket Bongani Chukwudi Deji Ebo Emeka Femi Kofi Kojo Kwabena Kwame Lwazi Obinna "
        "Oduya Olu Oluwaseun Osei Sesay Tendai Tobi Tunde Vusi Wale Yaw",
    },
    "North Africa, the Middle East and Central Asia": {
        "a woman": "Amina Dalia Elif Farida Gulnara Gulsen Habiba Hafsa Halabi Karimi Leila Lubna Mariam Maryam Noor "
        "Parisa Parvin Rahimi Reem Rima Salma Samira Shirin Yusra Zahra Zeynep Zohra",
        "a man": "Barzani Bashir Bilal Haddad Hamid Hamza Harun Ibrahim Ismail Jamal Karim Mehmet Nabil Reza Tariq "
        "Yusuf",
    },
    "South Asia": {
        "a woman": "Anjali Lakshmi Lalita Naheed Nasreen Nasrin Priya Rekha Roshni Rukhsana Shabnam Sumaira Sunita "
        "Zainab",
        "a man": "Amrit Anand Arjun Ashok Bandara Imran Nilesh Pradeep Rafiq Ravi Sanjay Vikram",
        "either": "Menon",
    },
    "East and South-East Asia": {
        "a woman": "Ayumi Linh Thuy",
        "a man": "Haruto Hyun-woo Jun Minh",
        "either": "Tenzin",
    },
    "the Pacific": {
        "a woman": "Ngaio",
        "a man": "Sefo Sione Tane Tevita",
    },
    "the Bible, in many places": {
        "a woman": "Keziah Rhoda Ruth Tamar",
        "a man": "Dov Ephraim Ezekiel Moses Ruben Samuel Tobiah",
    },
}
"""Where a name may be heard as coming from, and the names, by the gender it is mostly given to."""

TITLES: dict[str, Gender] = {"Mr": "a man", "Mrs": "a woman", "Ms": "a woman", "Miss": "a woman", "Dr": "either"}


class Hearing(NamedTuple):
    """What a reader may hear in a name."""

    origin: str
    gender: Gender


_PLACED: dict[str, Hearing] = {
    name: Hearing(origin, gender)
    for origin, by_gender in HEARD.items()
    for gender, names in by_gender.items()
    for name in names.split()
}


def heard(name: str) -> Hearing | None:
    """What a reader may hear in a name of the cast; nothing for `the nurse`, and nothing for a name on no list."""
    title, _, rest = name.partition(" ")
    if title not in TITLES:
        return _PLACED.get(name)
    found = _PLACED.get(rest)
    return found and Hearing(found.origin, found.gender if TITLES[title] == "either" else TITLES[title])


def is_name(name: str) -> bool:
    """Whether somebody in the cast goes by a name, and not as `the nurse` or `you`."""
    return name[:1].isupper()
