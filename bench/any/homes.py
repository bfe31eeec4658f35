"""homes.py KIND DIR [N] [SEED]: made-up tables of persons who share a home, and of whom some have moved, in several languages, for `link` and
`dedupe` with no model, with the truth in column `truth`; homes.py alone lists the kinds. Those called `_link` are two tables of about N rows, the
others one. In `alone` and `renamed` nobody shares a home, and in `renamed` some are called otherwise later.
"""
import csv, os, sys
from kinds import GIVEN, FAMILY, ROADS, TOWNS, Maker

WORDS = {
    'en': dict(given=GIVEN, family=FAMILY, roads=[f'{r.title()} {k}' for r in ROADS for k in ('Road', 'Street', 'Lane')], towns=TOWNS),
    'es': dict(given='''María Carmen Josefa Isabel Ana Laura Cristina Marta Francisca Lucía Pilar Elena Rosa Raquel Sara Paula Teresa Beatriz Nuria Silvia Antonio José Manuel
Francisco Juan David Javier Daniel Carlos Jesús Alejandro Miguel Rafael Pedro Pablo Ángel Sergio Fernando Jorge Luis Alberto Álvaro Diego Adrián Raúl Iván Rubén Óscar Enrique
Ramón Andrés Vicente Joaquín Santiago Víctor Eduardo Mario Roberto Jaime Marcos'''.split(),
               family='''García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez Ruiz Hernández Díaz Moreno Muñoz Álvarez Romero Alonso Gutiérrez
Navarro Torres Domínguez Vázquez Ramos Gil Ramírez Serrano Blanco Molina Morales Suárez Ortega Delgado Castro Ortiz Rubio Marín Sanz Núñez Iglesias Medina Garrido Cortés Castillo'''.split(),
               roads=[f'{k} {r}' for r in 'Mayor Real Nueva Iglesia Sol Goya Colón Cervantes Constitución Olivo Fuente Sevilla Toledo Prado Alcalá Serrano Luna Mar Parra'.split() for k in ('Calle', 'Avenida', 'Plaza')],
               towns='Alcorcón Getafe Leganés Móstoles Burgos Soria Cuenca Jaén Huelva Lugo Oviedo Vigo Gijón Toledo Ávila Zamora Cádiz Almería'.split()),
    'de': dict(given='''Anna Ursula Monika Petra Sabine Renate Karin Brigitte Claudia Susanne Andrea Gabriele Stefanie Heike Birgit Katrin Julia Nicole Martina Angelika Peter Michael
Thomas Andreas Wolfgang Klaus Jürgen Günter Stefan Christian Uwe Werner Horst Frank Dieter Manfred Gerhard Hans Bernd Torsten Matthias Helmut Walter Heinz Martin Jörg Rolf Jens
Sven Alexander Jan Rainer Holger Karl Dirk Joachim Ralf Carsten Herbert Oliver'''.split(),
               family='''Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun
Krüger Hofmann Hartmann Lange Schmitt Werner Krause Meier Lehmann Schmid Schulze Maier Köhler Herrmann König Walter Mayer Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung'''.split(),
               roads=[r + k for r in 'Haupt Schul Garten Bahnhof Dorf Berg Birken Linden Kirch Wald Ring Schiller Goethe Wiesen Amsel Buchen Feld Mozart'.split() for k in ('straße', 'weg', 'gasse')],
               towns='Ulm Gera Jena Trier Celle Fulda Hameln Lübeck Rostock Kassel Bonn Essen Hagen Herne Moers Siegen Bremen Emden'.split()),
    'pl': dict(given='''Anna Maria Katarzyna Małgorzata Agnieszka Barbara Ewa Krystyna Elżbieta Magdalena Joanna Zofia Aleksandra Monika Teresa Danuta Natalia Karolina Marta Jadwiga Piotr
Krzysztof Andrzej Tomasz Jan Paweł Michał Marcin Stanisław Jakub Adam Marek Łukasz Grzegorz Mateusz Wojciech Mariusz Dariusz Zbigniew Jerzy Maciej Rafał Robert Kamil Jacek Józef
Dawid Tadeusz Szymon Ryszard Henryk Kazimierz Artur Bartosz Sławomir Jarosław Leszek Roman'''.split(),
               family='''Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski Kozłowski Jankowski Mazur Wojciechowski Kwiatkowski Krawczyk
Kaczmarek Piotrowski Grabowski Zając Pawłowski Michalski Król Wieczorek Jabłoński Wróbel Nowakowski Majewski Olszewski Stępień Malinowski Jaworski Adamczyk Dudek Nowicki Pawlak Górski'''.split(),
               roads=['ul. ' + r for r in '''Polna Leśna Słoneczna Krótka Szkolna Ogrodowa Lipowa Brzozowa Łąkowa Kwiatowa Kościuszki Sosnowa Kościelna Akacjowa Parkowa Zielona Kolejowa Sportowa Dębowa
Mickiewicza Długa Wrzosowa Klonowa Sienkiewicza Jesionowa Cicha Spokojna Dworcowa'''.split()], towns='Radom Kielce Opole Tychy Elbląg Płock Zabrze Tarnów Rybnik Legnica Konin Piła Ełk Sopot Gdynia Kutno'.split()),
    'fr': dict(given='''Marie Nathalie Isabelle Sylvie Catherine Martine Christine Françoise Valérie Sandrine Véronique Nicole Stéphanie Monique Sophie Céline Chantal Aurélie Julie Camille Jean
Philippe Michel Alain Patrick Nicolas Christophe Pierre Christian Éric Frédéric Laurent Stéphane David Pascal Daniel Alexandre Julien Thierry Olivier Bernard Thomas Sébastien Gérard
Didier Dominique Vincent François Bruno Guillaume Jérôme Jacques Marc Maxime Romain Claude Antoine Franck'''.split(),
               family='''Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre Leroy Roux David Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine
Rousseau Vincent Muller Lefèvre Faure Andre Mercier Blanc Guérin Boyer Garnier Chevalier François Legrand Gauthier Garcia Perrin Robin Clément Morin Nicolas Henry Roussel'''.split(),
               roads=[f'{k} {r}' for r in "de la Gare/de l'Église/des Écoles/du Moulin/Pasteur/Victor Hugo/de la Paix/des Lilas/du Stade/Jean Jaurès/de Verdun/des Acacias/du Château/Voltaire/de la Fontaine".split('/') for k in ('rue', 'avenue', 'chemin')],
               towns='Nantes Rennes Reims Dijon Angers Nîmes Brest Tours Amiens Limoges Metz Rouen Caen Nancy Pau Calais Vannes Colmar'.split()),
    'it': dict(given='''Maria Anna Giuseppina Rosa Angela Giovanna Teresa Lucia Carmela Caterina Francesca Antonietta Elena Paola Laura Giulia Chiara Sara Silvia Federica Giuseppe Antonio Giovanni
Mario Francesco Luigi Vincenzo Angelo Pietro Salvatore Carlo Franco Domenico Bruno Paolo Michele Giorgio Aldo Sergio Luciano Marco Andrea Luca Stefano Roberto Alessandro Fabio Matteo
Davide Simone Riccardo Claudio Massimo Enrico Daniele Lorenzo'''.split(),
               family='''Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti Costa Giordano Mancini Rizzo Lombardi Moretti Barbieri Fontana Santoro Mariani
Rinaldi Caruso Ferrara Galli Martini Leone Longo Gentile Martinelli Vitale Lombardo Serra Coppola Marchetti Parisi Villa Conte Ferraro Ferri Fabbri Bianco Marini Grasso Valentini'''.split(),
               roads=[f'{k} {r}' for r in 'Roma Garibaldi Mazzini Dante Cavour Verdi Matteotti Marconi Manzoni Leopardi Gramsci Trento Trieste Europa Moro Kennedy Volta Milano'.split() for k in ('Via', 'Viale', 'Piazza')],
               towns='Como Lecco Lodi Pavia Parma Rimini Siena Pisa Lucca Ancona Terni Latina Bari Lecce Matera Trani'.split()),
    'tr': dict(given='''Fatma Ayşe Emine Hatice Zeynep Elif Meryem Şerife Zehra Sultan Hanife Merve Havva Özlem Esra Hülya Sevgi Yasemin Derya Gül Mehmet Mustafa Ahmet Ali Hüseyin Hasan İbrahim
İsmail Osman Yusuf Murat Ömer Ramazan Halil Süleyman Abdullah Mahmut Recep Salih Fatih Kadir Emre Hakan Adem Kemal Yaşar Bekir Musa Serkan Orhan Cemal Selim Erdal Burak'''.split(),
               family='''Yılmaz Kaya Demir Şahin Çelik Yıldız Yıldırım Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan Çetin Kara Koç Kurt Özkan Şimşek Polat Korkmaz Özcan Çakır Erdoğan Yavuz Can Acar Şen
Aktaş Güler Yalçın Güneş Bozkurt Bulut Keskin Ünal Turan Gül Özer Işık Kaplan Avcı Sarı Tekin Taş Köse Yüksel Ateş Aksoy'''.split(),
               roads=[f'{r} {k}' for r in 'Atatürk Cumhuriyet İnönü Gazi Lale Çınar Papatya Zafer Barış Okul Çamlık Menekşe Yeni Istasyon Bahar Fatih Hürriyet Kartal'.split() for k in ('Cad.', 'Sok.', 'Bulvarı')],
               towns='Bursa Konya Kayseri Samsun Denizli Sivas Ordu Rize Muğla Uşak Edirne Bolu Çorum Tokat Mersin Adana'.split()),
    'ru': dict(given='''Елена Татьяна Наталья Ольга Ирина Светлана Анна Мария Галина Людмила Екатерина Марина Юлия Валентина Надежда Любовь Нина Вера Оксана Лариса Александр Сергей Владимир Андрей Алексей
Николай Дмитрий Иван Михаил Евгений Виктор Юрий Василий Анатолий Игорь Павел Олег Максим Константин Роман Валерий Денис Антон Вячеслав Артём Виталий Геннадий Борис Пётр Леонид'''.split(),
               family='''Иваненко Шевченко Бондаренко Коваленко Кравченко Ткаченко Савченко Руденко Марченко Петренко Черных Белых Седых Долгих Крутых Живаго Дурново Бек Гофман Штерн Майер Кох Вебер Бауэр
Лысенко Мороз Гончар Мельник Ткач Коваль Бондарь Шевчук Кравчук Савчук Полищук Романюк Мазур Захарчук'''.split(),
               roads=['ул. ' + r for r in '''Ленина Мира Садовая Советская Школьная Лесная Новая Полевая Молодёжная Центральная Зелёная Луговая Набережная Гагарина Пушкина Горького Кирова Победы Чехова Речная Южная
Северная Заречная Озёрная'''.split()], towns='Тула Псков Орёл Курск Пенза Самара Пермь Уфа Омск Томск Чита Тверь Калуга Брянск Рязань Вологда'.split()),
}

# A kind is homes_ and a layout's name. A layout is a language, the columns with their headers, and what is unusual: share (how many share a home), moved (the part of the later rows that give
# another home), errors (a column's), kept (the part of those who moved that keep the telephone), renamed (the part of the later rows with another given name), turned (the part of them with the
# surname first), second (there are two surnames).
LAYOUTS = {
    'en_link': ('en', 'given:First name family:Surname phone:Telephone street:Street town:Town zip:Postcode', {}),
    'en': ('en', 'family:last_name given:first_name zip:zip town:city street:street_address phone:phone', dict(moved=.35)),
    'es': ('es', 'given:nombre family:apellido phone:teléfono street:calle town:ciudad zip:código_postal', {}),
    'es_link': ('es', 'given:Nombre family:Apellidos born:Fecha_de_nacimiento phone:Teléfono street:Dirección town:Localidad zip:CP', dict(moved=.4, errors=.1)),
    'de_link': ('de', 'given:Vorname family:Nachname phone:Telefon street:Straße town:Ort zip:PLZ', dict(moved=.3, kept=.6)),
    'de': ('de', 'family:Nachname given:Vorname born:Geburtsdatum street:Straße zip:PLZ town:Ort phone:Telefon', dict(errors=.12)),
    'pl': ('pl', 'given:imię family:nazwisko phone:telefon street:ulica town:miejscowość zip:kod_pocztowy', dict(moved=.15, errors=.1)),
    'pl_link': ('pl', 'family:Nazwisko given:Imię phone:Telefon street:Ulica town:Miasto zip:Kod_pocztowy', dict(moved=.5)),
    'fr_link': ('fr', 'given:prénom family:nom phone:téléphone street:adresse town:ville zip:code_postal', dict(errors=.15, share=[1, 1, 2, 2, 3, 4])),
    'fr': ('fr', 'given:Prénom family:Nom street:Rue town:Commune zip:Code_postal phone:Tél', dict(moved=.25, share=[2, 3, 4, 5, 6])),
    'alone_link': ('en', 'given:First name family:Surname phone:Telephone street:Street town:Town zip:Postcode', dict(share=[1])),
    'alone': ('es', 'given:nombre family:apellido phone:teléfono street:calle town:ciudad zip:código_postal', dict(share=[1], moved=.3)),
    'renamed_link': ('de', 'given:Vorname family:Nachname phone:Telefon street:Straße town:Ort zip:PLZ', dict(share=[1], renamed=.2)),
    'wen_link': ('en', 'whole:Name phone:Telephone street:Street town:Town zip:Postcode', {}),
    'wes': ('es', 'whole:nombre_completo born:fecha_de_nacimiento phone:teléfono street:calle town:ciudad zip:código_postal', dict(moved=.3)),
    'wde_link': ('de', 'whole:Name born:Geburtsdatum street:Straße zip:PLZ town:Ort', dict(moved=.3)),
    'wpl': ('pl', 'whole:Imię_i_nazwisko phone:telefon home:adres town:miasto', dict(moved=.15, errors=.1)),
    'wfr_link': ('fr', 'whole:Nom_complet phone:téléphone home:adresse town:ville zip:code_postal', dict(moved=.5)),
    'walone_link': ('en', 'whole:Name phone:Telephone street:Street town:Town zip:Postcode', dict(share=[1])),
    # Held back: nothing was chosen on these.
    'it_link': ('it', 'given:nome family:cognome phone:cellulare home:indirizzo zip:cap', dict(moved=.35, kept=.8)),
    'it': ('it', 'family:Cognome given:Nome born:Data_di_nascita home:Indirizzo town:Comune mail:Email', {}),
    'tr': ('tr', 'given:ad family:soyad phone:telefon home:adres town:il mail:e-posta', dict(moved=.3)),
    'tr_link': ('tr', 'whole:Ad_Soyad phone:Telefon home:Adres town:İl zip:Posta_kodu', dict(moved=.3)),
    'ru_link': ('ru', 'family:фамилия given:имя phone:телефон town:город street:улица no:дом', dict(moved=.3, errors=.1)),
    'ru': ('ru', 'family:Фамилия given:Имя born:Дата_рождения phone:Телефон town:Город home:Адрес', dict(share=[1, 2, 3])),
    'wit_link': ('it', 'whole:nome_e_cognome phone:cellulare home:indirizzo town:comune zip:cap', dict(moved=.3, turned=.5)),
    'wit': ('it', 'whole:Nome_completo home:Indirizzo town:Comune mail:Email', dict(moved=.2)),
    'wru': ('ru', 'whole:ФИО phone:Телефон town:Город home:Адрес', dict(errors=.1)),
    'wde': ('de', 'whole:Name phone:Telefon street:Straße zip:PLZ town:Ort', dict(share=[1], moved=.3)),
    'wtwo_link': ('es', 'whole:Nombre_y_apellidos phone:Teléfono street:Dirección town:Localidad zip:CP', dict(moved=.3, second=True)),
    'wtwo': ('es', 'whole:nombre_completo phone:teléfono street:calle town:ciudad zip:código_postal', dict(second=True, errors=.1)),
    'renamed': ('it', 'family:Cognome given:Nome phone:Telefono street:Via town:Comune zip:CAP', dict(share=[1], renamed=.2, moved=.3)),
}


def make(m, language, columns, share=(1, 2, 2, 3, 4, 5), moved=.2, errors=.06, kept=.4, renamed=0, turned=0, second=False, two=False):
    w, r = WORDS[language], m.r
    family = w['family'] + [x.title() for x in m.words(600, 2, 3)] if language != 'ru' else w['family'] + [a + b for a in 'Бар Вол Гор Дуб Зор Кар Лев Мор Нос Пав Рад Сол Тар Фед Чер Шум'.split() for b in 'ский енко ич ук ман ер ан ский енок овец юк'.split()]
    codes = {t: m.digits(3) for t in w['towns']}

    def home():
        t = m.skewed(w['towns'], 1.4)
        return dict(street=m.skewed(w['roads'], 1.3), no=r.randint(1, 150), town=t, zip=codes[t] + m.digits(2), phone='0' + m.digits(8))

    def mobile(p):
        return dict(p, phone='0' + m.digits(8)) if r.random() < .3 else p

    def seen(p, late):
        p = dict(p)
        if late and m.often(renamed):
            p['given'] = r.choice(w['given'])
        alphabet = None if language != 'ru' else 'аеиорнст'
        for c in ('given', 'family', 'phone', 'street', 'town', 'zip', 'mail'):
            if m.often(errors):
                p[c] = m.typo(p[c], '0123456789' if c in ('phone', 'zip') else alphabet)
            elif c not in ('given', 'family') and m.often(errors / 2):
                p[c] = ''
        y, mo, d = p['born']
        if m.often(errors):
            y, mo, d = r.choice([(y, mo, r.randint(1, 28)), (y + r.choice([-1, 1, 10]), mo, d)])
        p['born'] = f'{d:02d}.{mo:02d}.{y}' if not m.often(errors / 2) else ''
        p['home'], p['whole'] = f"{p['street']} {p['no']}".strip(), f"{p['given']} {p['family']}"
        if late and turned and m.often(turned):
            p['whole'] = f"{p['family']} {p['given']}"
        if 'no' not in columns:
            p['street'] = p['home'] if p['street'] else ''
        return {'truth': p['truth'], **{header.replace('_', ' '): p[c] for c, header in columns.items()}}

    early, late, k = [], [], 0
    rows = lambda: max(len(early), len(late))
    while rows() < m.n:
        h, name, other, gone, new = home(), m.skewed(family, 1.7), m.skewed(family, 1.7), r.random() < moved / 2, home()
        y = r.randint(1940, 1985)
        if second:
            name, other = f'{name} {m.skewed(family, 1.7)}', f'{other} {m.skewed(family, 1.7)}'
        called = r.sample(w['given'], max(share))  # nobody is called like another one of the home
        for place in range(r.choice(share)):
            g = called[place]
            p = mobile(dict(h, truth=k, given=g, family=other if place == 1 and m.often(.25) else name, born=m.day(y, y + 3) if place < 2 else m.day(y + 22, y + 38)))
            p['mail'] = m.r.choice([f'{g}.{name}', f'{g[0]}{name}', f'{name}{m.digits(2)}']).lower() + '@mail.example'
            k += 1
            q = p
            if gone or m.often(moved / 2):
                q = dict(p, **(new if gone else home()))
                if m.often(kept):
                    q['phone'] = p['phone']
            if two:
                if m.often(.85):
                    early.append(seen(p, False))
                if m.often(.85):
                    late.append(seen(q, True))
            else:
                early.append(seen(p, False))
                if m.often(.5):
                    early.append(seen(q, True))
                if m.often(.1):
                    early.append(seen(q, True))
    return (early, late) if two else (early,)


def main():
    if len(sys.argv) < 3:
        for name in LAYOUTS:
            print(f'homes_{name}')
        return
    name, out = sys.argv[1].removeprefix('homes_'), sys.argv[2]
    language, columns, what = LAYOUTS[name]
    m = Maker(int(sys.argv[3]) if len(sys.argv) > 3 else 2000, int(sys.argv[4]) if len(sys.argv) > 4 else 1)
    headers = {}
    for word in columns.replace('First name', 'First_name').split():
        c, header = word.split(':')
        headers[c] = header
    os.makedirs(out, exist_ok=True)
    for file, rows in zip('ab', make(m, language, headers, two=name.endswith('_link'), **what)):
        m.r.shuffle(rows)
        with open(f'{out}/{file}.csv', 'w', newline='') as f:
            w = csv.DictWriter(f, ['id'] + list(rows[0]))
            w.writeheader()
            w.writerows({'id': f'{file}{i}', **row} for i, row in enumerate(rows))


if __name__ == '__main__':
    main()
