### Co se lidem oznamuje, česky: tatáž sdělení se stejnými mezerami jako v en.ftl. Jména se neskloňují: stojí v prvním pádě,
### za dvojtečkou nebo v závorce.

## Kolem každého sdělení

# Bez jména, které by stálo v pátém pádě.
greeting = Dobrý den,
greeting-to-nobody = Dobrý den,
footer = Co, jak a kdy se od nás dozvíte, si volíte sami: { $link }
as-written = { $text }
    .subject = { $subject }
digest = { $lines }
    .subject = { $count ->
        [one] { $count } oznámení od Musteru
        [few] { $count } oznámení od Musteru
       *[other] { $count } oznámení od Musteru
    }
taxed = { $gross } ({ $net } a daň { $tax })

## Účty

please-verify =
    potvrďte prosím zvoleným heslem, že tato adresa je vaše:

    { $link }

    Odkaz platí jeden den. Pokud registrace není od vás, nechte ho být a nic se nestane.
    .subject = Potvrďte prosím svou adresu
already-here =
    někdo, možná vy, se chtěl zaregistrovat s touto adresou, ale ta už účet má. Pokud heslo neznáte, nastavte si zde nové:

    { $link }
    .subject = Už u nás účet máte
new-password =
    zde si nastavíte nové heslo:

    { $link }

    Odkaz platí jeden den. Pokud žádost není od vás, nechte ho být a nic se nestane.
    .subject = Nové heslo
password-changed =
    vaše heslo bylo změněno a všechna ostatní přihlášení skončila. Pokud za tím nestojíte vy, nastavte si e-mailem nové:

    { $link }
    .subject = Vaše heslo bylo změněno
new-device =
    někdo, nejspíš vy, se nově přihlásil odtud: { device }. Pokud za tím nestojíte vy, ukončete toto přihlášení a zvolte si nové heslo:

    { $link }
    .subject = Nové přihlášení
device = { $browser ->
    [none] { $system ->
        [none] program
       *[other] program, { $system }
    }
   *[other] { $system ->
        [none] { $browser }
       *[other] { $browser }, { $system }
    }
}
account-closed =
    váš účet je zrušený a údaje o tom, kdo jste, jsou smazané. Co chce uchovat zákon a na čem stojí účty ostatních, zůstává pod pseudonymem. Toto je poslední e-mail, který dostáváte; se stejnou adresou se můžete zaregistrovat znovu.
    .subject = Váš účet je zrušený
hat-taken =
    už nemáte roli { $hat ->
        [client] zadavatel
        [member] člen
        [operator] provozovatel
        [steward] ombudsman
       *[admin] správce
    } a všude jsme vás odhlásili. S ostatními rolemi, pokud nějaké máte, se můžete znovu přihlásit.
    .subject = Byla vám odebrána role
signed-out =
    správce této sítě vás všude odhlásil. Svým heslem se můžete znovu přihlásit. Pokud by ho mohl znát někdo jiný, nastavte si e-mailem nové:

    { $link }
    .subject = Všude jsme vás odhlásili
please-join =
    { $inviter } vás žádá o zastupování organizace: { $client } ({ $network }). Vaše oprávnění: { role }.

    { $link }

    Odkaz platí jednou a sedm dní. Pokud o ničem nevíte, nechte ho být a nic se nestane.
    .subject = Zastupujte organizaci { $client } v Musteru
person-joined =
    pozvání je přijato: { $name } ({ $email }) odteď zastupuje organizaci { $client }. Oprávnění: { role }.
    .subject = Někdo vás zastupuje
person-vouched-for =
    { $name } ({ $email }): první přihlášení přes poskytovatele vaší organizace. Tato osoba odteď vaši organizaci zastupuje. Oprávnění: { role }.
    .subject = Někdo vás zastupuje
domain-confirmed =
    doména { $domain } je potvrzena jako doména vaší organizace. Vaši lidé se odteď přihlašují přes vašeho vlastního poskytovatele, pokud je zapnut.
    .subject = Vaše doména je potvrzena
domains-wait =
    { $organisation } uvádí, že tyto domény jsou její: { $domains }. Ověřte to a potvrďte je:

    { $link }
    .subject = Domény čekají na potvrzení
role = { $role ->
    [approver] schvalování
    [finance] finance
   *[requester] zadávání
}
api-key-made =
    ve vaší organizaci vznikl klíč API „{ $name }“ (vytvoření: { $maker }). Začíná na { $begins } a platí pro: { $scopes }. Pokud to tak být nemá, zneplatněte ho.
    .subject = Nový klíč API
passkey-added =
    k vašemu účtu byl přidán přístupový klíč „{ $passkey }“. Kdo odemkne jeho zařízení, přihlásí se jím i bez vašeho hesla. Pokud za tím nestojíte vy, odeberte ho a nastavte si nové heslo:

    { $link }
    .subject = Byl přidán přístupový klíč
passkey-removed =
    přístupový klíč „{ $passkey }“ byl z vašeho účtu odebrán a všechna ostatní přihlášení skončila. Jeho zařízení ho možná dál nabízí; nikdo se jím ale nepřihlásí. Pokud za tím nestojíte vy, nastavte si nové heslo:

    { $link }
    .subject = Přístupový klíč byl odebrán
passkeys-removed =
    správci sítě odebrali vaše přístupové klíče a všechna přihlášení skončila. Přihlaste se heslem a přidejte je znovu:

    { $link }
    .subject = Vaše přístupové klíče byly odebrány
passkey-copied =
    někdo se pokusil použít přístupový klíč „{ $passkey }“. Jeho zařízení počítá, kolikrát byl použit, a tentokrát počítalo zpět, jako by to byla kopie. K přihlášení nedošlo. Odeberte tento klíč a přidejte nový:

    { $link }
    .subject = Přístupový klíč mohl někdo zkopírovat
second-factor-on =
    odteď je k přihlášení kromě hesla potřeba i kód z vaší aplikace a všechna ostatní přihlášení skončila. Záchranné kódy si uložte tam, kde je najdete i bez telefonu. Pokud za tím nestojíte vy, nastavte si nové heslo a požádejte správce sítě, aby druhý faktor odebrali:

    { $link }
    .subject = Druhý faktor byl zapnut
second-factor-off =
    váš druhý faktor byl vypnut: k přihlášení stačí heslo a všechna ostatní přihlášení skončila. Pokud za tím nestojíte vy, nastavte si nové heslo a znovu ho zapněte:

    { $link }
    .subject = Váš druhý faktor byl vypnut
recovery-codes-made =
    k vašemu účtu byly vytvořeny nové záchranné kódy a dosavadní už neplatí. Pokud za tím nestojíte vy, nastavte si nové heslo:

    { $link }
    .subject = Nové záchranné kódy
recovery-code-used =
    místo kódu z aplikace byl použit váš záchranný kód. Zbývá jich { $left }. Pokud za tím nestojíte vy, nastavte si nové heslo; až budou docházet, vytvořte si nové:

    { $link }
    .subject = Byl použit záchranný kód
wrong-codes =
    při přihlášení někdo zadal vaše heslo a potom { $count ->
        [one] { $count } špatný kód
        [few] { $count } špatné kódy
       *[other] { $count } špatných kódů
    }. K přihlášení nedošlo. Pokud za tím nestojíte vy, někdo zná vaše heslo: nastavte si nové.

    { $link }
    .subject = Špatné kódy při vašem přihlášení

## Nabízená místa

invitation-offered =
    máme pro vás místo v týmu: { $role }, zadání „{ $title }“.

    { $description }

    Kdy: { hours-a-week } po dobu { weeks }, od pondělí { $from }
    Sazba: { $rate } za hodinu, celkem { $amount }
    Zůstane vám: { $keeps }

    Proč vy: toto místo může převzít { $eligible ->
        [one] { $eligible } člen
        [few] { $eligible } členové
       *[other] { $eligible } členů
    } a tým s vámi je podle našich zveřejněných pravidel nejlepší. Vaše body, z 1000 možných: vhodnost { $fit }, doklady { $proof }, přednost { $turn }.

    Odpovězte prosím do { $until }. Odmítnutí nepotřebuje důvod, nic vás nestojí a nikdo se o něm nedozví.
    .subject = Místo pro vás: { $role }
hours-a-week = { $hours ->
    [one] { $hours } hodina týdně
    [few] { $hours } hodiny týdně
   *[other] { $hours } hodin týdně
}
weeks = { $weeks ->
    [one] { $weeks } týdne
    [few] { $weeks } týdnů
   *[other] { $weeks } týdnů
}
invitation-closed =
    místo, které jsme vám nabídli v zadání „{ $title }“, už není potřeba. Nemusíte nic dělat a počítá se to, jako by nikdy nabídnuto nebylo.
    .subject = Už není potřeba: { $title }
invitation-reminded =
    místo „{ $role }“ v zadání „{ $title }“ čeká na vaši odpověď do { $until }. Bez ní ho dostane někdo jiný; to vás nic nestojí, stejně jako odmítnutí.
    .subject = Do { $day }: { $title }
counter-asked =
    člen, kterému Muster nabídl místo „{ $role }“ v zadání „{ $title }“, by ho přijal na méně hodin týdně, než kolik žádáte ({ $hours }). Kolik by jich bylo a co by to stálo, najdete u zadání. Bez odpovědi do { $until } zůstává vaše zadání, jak je.
    .subject = Méně hodin? { $title }
counter-held =
    vaše přání platí: místo „{ $role }“ v zadání „{ $title }“ je vaše, { $rate } za hodinu, { hours-a-week }, celkem { $amount }. Zůstane vám { $keeps }.
    .subject = Platí: { $title }
counter-refused =
    děkujeme za vaše podmínky pro „{ $title }“: { $wish ->
        [rate] při této sazbě se podle zveřejněných pravidel lépe hodí jiný tým
       *[hours] místo potřebuje své hodiny, jak jsou
    }. Původní nabídka platí do { $until }; ať ji přijmete, nebo ne, nic vás to nestojí.
    .subject = Nabídka trvá: { $title }
standby-asked =
    místo „{ $role }“ v zadání „{ $title }“ je obsazené a hned po vybraném členovi se na ně nejlépe hodíte vy. Chcete být v záloze pro případ, že se uvolní? Rozsah je { hours-a-week } po dobu { weeks } od pondělí { $from }, { $rate } za hodinu; z celkových { $amount } by vám zůstalo { $keeps }. Nic se pro vás nevyhrazuje, můžete dál brát jinou práci a kdykoli můžete odstoupit. Pokud se místo uvolní, zeptáme se nejdřív vás. Odpovězte prosím do { $until }; odmítnutí nic nestojí.
    .subject = Chcete být v záloze? { $title }
standby-needed =
    místo „{ $role }“ v zadání „{ $title }“, pro které jste v záloze, se uvolnilo a ptáme se nejdřív vás. Pozvánku už máte; čeká kratší dobu než obvykle, protože čeká tým.
    .subject = Místo je volné: { $title }
standby-released =
    pro místo „{ $role }“ v zadání „{ $title }“ už není záloha potřeba, nic vás tedy neváže. Děkujeme za vaši pohotovost; nepočítá se to pro vás ani proti vám.
    .subject = Už nemusíte být v záloze: { $title }

## Zadání a nabídky

no-team =
    žádný tým z našich členů nesplňuje vše, co „{ $title }“ požaduje. Co chybí, místo po místě, najdete na stránce zadání. Často rozhodne jediné přání: úroveň, hodina, pozdější začátek.
    .subject = Zatím žádný tým: { $title }
bids-opened =
    uzávěrka zadání „{ $title }“ uplynula. Začít { $count ->
        [1] může jeden tým
        [one] může { $count } tým
        [few] mohou { $count } týmy
       *[other] může { $count } týmů
    }. Zde je porovnáte a vyberete.
    .subject = Vaše nabídky jsou otevřené: { $title }
brief-lapsed =
    uzávěrka zadání „{ $title }“ uplynula a žádný tým nebyl včas úplný. Nové zadání s mírnějšími požadavky nebo pozdějšími týdny možná tým najde.
    .subject = Žádná nabídka: { $title }
brief-without-team =
    uzávěrka zadání „{ $title }“ uplynula: nepodařilo se sestavit tým, který by splnil vše, co požaduje, a nepřišla žádná nabídka. Nové zadání s mírnějšími požadavky nebo pozdějšími týdny možná tým najde.
    .subject = Žádná nabídka: { $title }
brief-without-bid =
    uzávěrka zadání „{ $title }“ uplynula a nikdo nepodal nabídku. Nové zadání s mírnějšími požadavky, s pozdějšími týdny nebo takové, pro které se sestavují i týmy, možná tým najde.
    .subject = Žádná nabídka: { $title }
brief-run-out =
    den, kdy měla práce v zadání „{ $title }“ začít, uplynul a žádná nabídka nebyla vybrána. Zadání tím propadlo a jeho nabídky s ním. Pokud o práci stále stojíte, začněte nové zadání s pozdějšími týdny.
    .subject = Zadání propadlo: { $title }
team-complete =
    všichni ve vašem týmu pro „{ $title }“ souhlasili. Nabídka za { $price } je do uzávěrky zapečetěná; potom zadavatel vybere a my vám tak či tak dáme vědět.{ $above }

    Pečeť vaší nabídky:

    { $seal }

    Pokud chcete, uschovejte si ji: po uzávěrce vám sdělíme kód (nonce), se kterým si každý ověří, že nabídku nikdo nezměnil.
    .subject = Váš tým je úplný: { $title }
above-budget = { " " }To je o { $by } nad rozpočtem zadání, což zadavatel uvidí vedle ceny.
bid-lost =
    zadavatel pro „{ $title }“ vybral jiný tým. Váš, za { $price }, byl úplný a připravený, a to se většině nepodaří.{ $why }

    Vaše hodiny jsou zase volné pro jiná místa a vaše přednost zůstává, jak je. Vidí to jen váš vlastní tým.
    .subject = Tentokrát ne: { $title }
bid-compared =
    { "" }

    Body vašeho týmu podle zveřejněných pravidel a body týmu, který byl vybrán:

    { $points }

    { $term ->
        [none] Podle bodů byl váš tým ve všem napřed; zadavatel zvážil něco jiného.
       *[other] Nejvíc by změnilo: { term }, o { $more ->
            [one] { $more } bod
            [few] { $more } body
           *[other] { $more } bodů
        } více.
    }
term-points = – { term }: { $ours } a { $theirs }
term = { $term ->
    [fit] znalost toho, co je potřeba
    [proof] doklady o ní
    [turn] přednost
    [thrift] cena pod stropem
    [near] bydlení nablízku
   *[cohesion] vzájemná známost
}
seat-lost =
    vaše hodiny zabrala jiná zakázka a na přijaté místo v zadání „{ $title }“ už nemáte dost hodin. Místo bude nabídnuto někomu jinému.
    .subject = Vaše místo se uvolňuje: { $title }
bid-reopened =
    člen týmu, jehož nabídka v zadání „{ $title }“ stojí { $price }, má hodiny zarezervované v jiné zakázce. Muster se ptá člena, se kterým se tým změní nejméně, a dáme vám vědět, zda je nabídka zase úplná.
    .subject = Místo se znovu obsazuje: { $title }
bid-whole-again =
    tým pro „{ $title }“, ve kterém se znovu obsazovalo místo, je úplný, za { $price }. Teď ho můžete vybrat.
    .subject = Znovu úplný tým: { $title }
bid-unfilled =
    na místo, které se uvolnilo v týmu s nabídkou { $price } pro „{ $title }“, se nikdo nenašel. Ostatní nabídky trvají.
    .subject = Nabídka skončila: { $title }
hours-released =
    zadavatel se v zadání „{ $title }“ ještě nerozhodl a vaše hodiny byly vyhrazené dost dlouho. Odteď jsou volné pro jinou práci. Nabídka trvá: pokud bude vybrána, dokud hodiny ještě máte, místo je vaše.
    .subject = Vaše hodiny jsou zase volné: { $title }
open-for-bids =
    zadání v jednom z vašich oborů je otevřené pro nabídky: „{ $title }“. Jeho místa: { $seats }.

    Do { $until } se můžete přihlásit na místo nebo podat nabídku se skupinou. Do té doby jsou nabídky zapečetěné.
    .subject = Otevřeno pro nabídky: { $title }
bid-to-sign =
    vaše skupina podává na „{ $title }“ nabídku za { $price }; vaše místo je v ní za { $cost }.{ $above } Toto je verze { $revision }. Podívejte se prosím na své místo, své hodiny a svůj podíl a do uzávěrky nabídku podepište, nebo ve skupině řekněte, co se má změnit.

    Vaším jménem se nenabízí nic, co nepodepíšete.
    .subject = K podpisu: { $title }
bid-incomplete =
    nabídka vašeho týmu za { $price } pro „{ $title }“ skončila: ne všichni, koho je potřeba, souhlasili včas. Vaše hodiny jsou zase volné a vaše přednost zůstává, jak je.
    .subject = Včas neúplné: { $title }
offer-passed-over =
    uzávěrka zadání „{ $title }“ uplynula a vaše přihláška není součástí žádné nabídky: buď se nikdo nepřihlásil na místo vedle vašeho, nebo byl nejlepší tým ze všech přihlášek jiný. Vaše hodiny jsou zase volné. O vaší přihlášce se nikdo kromě vás nedozvěděl.
    .subject = Tentokrát ne: { $title }
offer-brief-withdrawn =
    zadavatel vzal „{ $title }“ zpět a vaše přihláška na místo v něm tím končí. Vaše hodiny jsou zase volné. O vaší přihlášce se nikdo kromě vás nedozvěděl.
    .subject = Zadání vzato zpět: { $title }
offer-lost =
    vaše hodiny zabrala jiná zakázka a na místo z vaší přihlášky v zadání „{ $title }“ už nemáte dost hodin. Vaše přihláška skončila; do uzávěrky se můžete přihlásit znovu.
    .subject = Vaše přihláška skončila: { $title }
offer-composed =
    uzávěrka zadání „{ $title }“ uplynula a patříte do nejlepšího týmu, jaký přihlášky umožňují. Nabízí { $price }. S kým, najdete na jeho stránce.

    Teď vybírá zadavatel a my vám tak či tak dáme vědět.
    .subject = Jste součástí nabídky: { $title }
bid-withdrawn-by-a-mate =
    někdo z vašeho týmu vzal zpět nabídku za { $price } pro „{ $title }“. Vaše hodiny jsou zase volné.
    .subject = Vzato zpět: { $title }
bid-withdrawn =
    tým s nabídkou { $price } pro „{ $title }“ vzal svou nabídku zpět. Ostatní trvají.
    .subject = Nabídka byla vzata zpět: { $title }
brief-withdrawn =
    zadavatel vzal „{ $title }“ zpět a vaše nabídka za { $price } tím končí; nikdo jiný místo vás práci nedostal. Vaše hodiny jsou zase volné.
    .subject = Zadání vzato zpět: { $title }
bid-run-out =
    den, kdy měla práce v zadání „{ $title }“ začít, uplynul a zadavatel nevybral žádnou nabídku. Vaše nabídka za { $price } končí spolu se zadáním; nikdo jiný místo vás práci nedostal. Vaše hodiny jsou volné a vaše přednost zůstává, jak je.
    .subject = Bez výběru: { $title }
bid-to-change =
    někdo z vás má hodiny zarezervované v jiné zakázce a na vaši nabídku za { $price } pro „{ $title }“ už nemá dost hodin. Takto vybrána být nemůže, proto je z ní teď verze { $revision }, kterou zatím nikdo nepodepsal. Do { $until } může kdokoli z vás změnit, kdo převezme které místo, a všichni to podepíšou.
    .subject = Ke změně: { $title }
bid-hours-gone =
    někdo z vás má hodiny zarezervované v jiné zakázce, takže vaše nabídka za { $price } pro „{ $title }“ už nemůže být vybrána. Skončila a hodiny ostatních jsou zase volné.
    .subject = Už to není možné: { $title }
bid-ended =
    člen týmu s nabídkou { $price } pro „{ $title }“ má hodiny zarezervované v jiné zakázce a kdo v tom týmu je, mohli říct jen její autoři. Ostatní nabídky trvají.
    .subject = Nabídka skončila: { $title }
crew-invited =
    { $from } vás zve do skupiny „{ $name }“ ke společnému podávání nabídek. Vaším jménem se nenabízí nic bez vašeho podpisu.
    .subject = Pozvání do skupiny: { $name }
question-asked =
    někdo, kdo může podat nabídku na „{ $title }“, se ptá:

    { $words }

    Otázku i vaši odpověď uvidí všichni, kdo mohou nabízet.
    .subject = Otázka: { $title }
question-answered =
    zadavatel odpověděl na vaši otázku k zadání „{ $title }“:

    { $words }
    .subject = Zodpovězeno: { $title }
question-put =
    zadavatel se u zadání „{ $title }“ ptá všech, kdo nabízejí:

    { $words }

    Vaše odpověď zůstane ve vaší nabídce.
    .subject = Zadavatel se ptá: { $title }

## Zakázky

engagement-awarded =
    váš tým pro „{ $title }“ je sestaven: { $seats ->
        [one] { $seats } místo
        [few] { $seats } místa
       *[other] { $seats } míst
    }, celkem { $price }{ $taxed ->
        [no] .
       *[yes] , k tomu daň { $rate }.
    }

    Etapy:

    { $plan }

    Zaplaťte první z nich a členové mohou začít. Co zaplatíte, se drží, dokud práci nepřijmete.
    .subject = Váš tým je sestaven: { $title }
week-of-work = Týden { $first-week }
weeks-of-work = Týdny { $first-week } až { $last-week }
milestone-of-engagement = { $engagement }: { $milestone }
planned = – { $milestone }: { $amount }, termín { $due }
seat-won =
    zadavatel vybral pro „{ $title }“ váš tým. Vaše hodiny jsou zarezervované.

    Vaše místo je „{ $role }“: { hours-a-week } po dobu { weeks }, od { $from }. Vynese { $amount }, z toho vám zůstane { $keeps }.

    Práce začne, jakmile zadavatel zaplatí první etapu. Potom dostanete e-mail.
    .subject = Váš tým byl vybrán: { $title }
milestone-funded =
    zadavatel zaplatil etapu „{ $milestone }“ (zakázka „{ $title }“), termín { $due }. Peníze se drží; váš díl po rozdělení je { $part }. Až bude etapa hotová, předložte ji.
    .subject = Zaplaceno: { $milestone }
milestone-submitted =
    členové hlásí, že etapa „{ $milestone }“ (zakázka „{ $title }“) je hotová. Podívejte se na ni; až ji přijmete, uvolní se vámi zaplacená částka: { $amount }.
    .subject = Předloženo: { $milestone }
milestone-released =
    etapa „{ $milestone }“ (zakázka „{ $title }“) je přijatá a držená částka uvolněná: { $amount }.
    .subject = Uvolněno: { $milestone }
milestone-released-to-you =
    zadavatel přijal etapu „{ $milestone }“ (zakázka „{ $title }“). Váš díl po rozdělení je { $part }; už ho najdete ve svých výdělcích.
    .subject = Uvolněno: { $milestone }
milestone-refunded =
    z vaší platby za „{ $milestone }“ (zakázka „{ $title }“) se vám vrací { $amount }: { $reason }
    .subject = Vráceno: { $milestone }
milestone-refunded-by-you =
    z toho, co bylo zaplaceno za „{ $milestone }“ (zakázka „{ $title }“), se z vašeho dílu zadavateli vrací { $part }: { $reason }

    Částka se odečte z vašeho zůstatku. Pokud tím klesne pod nulu, vyrovná ho váš příští výdělek.
    .subject = Vráceno: { $milestone }
engagement-ended =
    zakázka „{ $title }“ končí. Nezaplacené etapy odpadají a zaplatíte o { $saved } méně, než bylo dohodnuto. { rest-of-engagement }
    .subject = Zakázka končí: { $title }
engagement-ended-for-you =
    zadavatel ukončuje zakázku „{ $title }“. Nezaplacené etapy odpadají a nic se v nich nemusí udělat. { rest-of-engagement } Vaše hodiny zarezervované po tomto konci jsou zase volné.
    .subject = Zakázka končí: { $title }
rest-of-engagement = { $rest ->
    [held] Co se drží, drží se dál: tyto etapy se předkládají a přijímají nebo rozporují, jak bylo dohodnuto.
   *[nothing] Žádné peníze se nedrží, je tedy už skončená.
}
engagement-completed =
    zakázka „{ $title }“ je dokončená: už není co platit. Na hodnocení máte dva týdny; nikdo to nečte dřív, než promluví obě strany nebo uplyne čas.
    .subject = Dokončeno: { $title }
reviews-reminder =
    do { $until } můžete k zakázce „{ $title }“ říct, { $whom ->
        [team] jaký byl tým a jeho členové
       *[client] jaký byl zadavatel
    }. Nikdo to nečte dřív, než promluví obě strany nebo uplyne čas; potom každá strana čte tu druhou.
    .subject = Jaké to bylo: { $title }
reviews-revealed =
    co obě strany řekly o zakázce „{ $title }“, si teď mohou přečíst. Tři roky to zůstane, jak je.
    .subject = Hodnocení: { $title }

## Platby

funding-asked =
    za „{ $milestone }“ (zakázka „{ $title }“) prosím pošlete peníze tak, aby dorazily do { $last }:

    { $transfer }

    Reference říká, na co peníze jsou: uveďte ji v převodu přesně tak, jak je zde. Členové začnou, až peníze dorazí; drží se, dokud práci nepřijmete.
    .subject = K zaplacení: { $milestone }
funding-asked-misfit =
    za „{ $milestone }“ (zakázka „{ $title }“) je požadováno { $asked }, peníze mají dorazit do { $last }. Už dříve přišlo toto, co neodpovídalo tehdejší výzvě:

    { $came }

    Tyto peníze znovu nepřevádějte. Je-li to přesně částka požadovaná teď, síť ji použije a není třeba nic dělat. Pokud ne, síť to s vámi vyjasní, nebo peníze pošle zpět, a převést je třeba celou částku:

    { $transfer }

    Reference říká, na co peníze jsou: uveďte ji v převodu přesně tak, jak je zde.
    .subject = K zaplacení: { $milestone }
funding-due =
    peníze za „{ $milestone }“ (zakázka „{ $title }“) zatím nedorazily. Poslední den pro ně je { $last }; potom výzva k platbě propadne.

    { $transfer }

    Pokud už jsou na cestě, není třeba nic dělat.
    .subject = Stále k zaplacení: { $milestone }
funding-rest-due =
    část peněz za „{ $milestone }“ (zakázka „{ $title }“) dorazila a z částky { $asked } zatím chybí { $missing }. Poslední den pro zbytek je { $last }; potom výzva k platbě propadne.

    { $transfer }

    Nepřevádějte znovu celou částku. Pokud je zbytek už na cestě, není třeba nic dělat.
    .subject = Zbytek je stále k zaplacení: { $milestone }
transfer-amount = – Částka: { $amount }
transfer-to = – Příjemce: { $name }
transfer-as-agreed = – Příjemce: dohodnutý účet
transfer-iban = – IBAN: { $iban }
transfer-bic = – BIC: { $bic }
transfer-reference = – Reference: { $reference }
funding-late =
    za „{ $milestone }“ (zakázka „{ $title }“) přišla částka { $amount } s referencí { $reference } výzvy k platbě, která už neplatí. Síť peníze použije na novou výzvu na přesně tuto částku, vyjasní to s vámi, nebo je pošle zpět. Stejné peníze znovu nepřevádějte.
    .subject = Přišly peníze k výzvě, která už neplatí: { $milestone }
funding-misfit =
    za „{ $milestone }“ (zakázka „{ $title }“) přišla částka { $amount } s referencí { $reference }, která nesedí: požadováno bylo { $asked }. Síť se na to podívá a vyjasní to s vámi, nebo peníze pošle zpět. Nepřevádějte znovu celou částku.
    .subject = Přišly peníze, které nesedí: { $milestone }
funding-short =
    za „{ $milestone }“ (zakázka „{ $title }“) přišla částka { $amount } s referencí { $reference }. Požadováno bylo { $asked }, z toho zatím chybí { $missing }. Pošlete prosím, co chybí, na stejný účet tak, aby to dorazilo do { $last }:

    { $transfer }

    Dohromady to bude požadovaná částka a etapa bude zaplacená. Nepřevádějte znovu celou částku. Pokud je zbytek už na cestě, není třeba nic dělat.
    .subject = Část peněz chybí: { $milestone }
funding-posted =
    částka { $amount } za „{ $milestone }“ (zakázka „{ $title }“) dorazila a členové vědí, že mohou začít. Peníze se drží, dokud práci nepřijmete.
    .subject = Zaplaceno: { $milestone }
funding-void =
    výzva k platbě { $amount } za „{ $milestone }“ (zakázka „{ $title }“), s referencí { $reference }, už neplatí: { void-reason }

    Už ji prosím neplaťte. { late-money }
    .subject = Už neplatit: { $milestone }
funding-void-misfit =
    výzva k platbě { $amount } za „{ $milestone }“ (zakázka „{ $title }“), s referencí { $reference }, už neplatí: { void-reason } Přišlo k ní toto, co nesedí:

    { $came }

    Neztratí se to: síť to s vámi vyjasní, nebo peníze pošle zpět. Na tuto výzvu už prosím nic neplaťte.
    .subject = Už neplatit: { $milestone }
funding-expired =
    částka { $amount } za „{ $milestone }“ (zakázka „{ $title }“), s referencí { $reference }, do { $last } nedorazila, výzva k platbě proto propadla. Pokud chcete etapu přesto zaplatit, vyžádejte si platební údaje znovu; členové začnou, až peníze dorazí. { late-money }
    .subject = Propadlo: { $milestone }
funding-expired-misfit =
    částka { $asked } za „{ $milestone }“ (zakázka „{ $title }“), s referencí { $reference }, do { $last } nedorazila tak, jak byla požadována, výzva k platbě proto propadla. Přišlo toto, co k ní nesedí:

    { $came }

    Neztratí se to: síť to s vámi vyjasní, nebo peníze pošle zpět. Pokud chcete etapu přesto zaplatit, vyžádejte si platební údaje znovu; co přišlo, se na novou výzvu počítá, jen je-li to přesně její částka.
    .subject = Propadlo: { $milestone }
void-reason = { $reason ->
    [admin] vzal ji zpět správce.
    [left-out] etapa odpadá a nic se za ni neplatí.
    [changed] jedno místo končí a etapa teď stojí méně. Vyžádejte si platební údaje pro novou částku.
   *[client] vzala ji zpět vaše organizace.
}
late-money = Peníze, které jsou s touto referencí na cestě, se neztratí: podívá se na ně správce.
stray-kept =
    přišla částka { $amount } s referencí { $reference }, ale { $why ->
        [wrong-amount] tato platba má být { $asked }
        [posted] na tuto platbu už byly zaúčtovány jiné peníze
        [void] tato platba už neplatí
       *[expired] výzva k této platbě propadla
    }. Banka pohyb nazývá „{ $bank }“.

    Částka není v účetní knize. Použijte ji na platbu, ke které se hodí, nebo poznamenejte, co se s ní stalo, třeba že byla poslána zpět.
    .subject = Peníze, které nelze přiřadit: { $amount }
stray-short =
    přišla částka { $amount } s referencí { $reference }, ale tato platba má být { $asked }. Banka pohyb nazývá „{ $bank }“.

    Částka zatím není v účetní knize. Zadavatele žádáme o zbytek { $missing }, který platbu sám doplní. Než peníze pošlete zpět, uzavřete je s poznámkou.
    .subject = Peníze, které nelze přiřadit: { $amount }
invoice-issued =
    máte novou fakturu { $number } za „{ $milestone }“ (zakázka „{ $title }“): { $amount }. Je uhrazená platbou za etapu; už není co platit.
    .subject = Faktura { $number }: { $milestone }
credit-note-issued =
    máte nový dobropis { $number } k faktuře { $corrected } za „{ $milestone }“ (zakázka „{ $title }“): { $amount }. { $terms ->
        [replaced] Co zbývá, říká nová faktura; co v ní není, se vrátí na váš bankovní účet.
       *[refunded] Vrátí se na váš bankovní účet.
    }
    .subject = Dobropis { $number }: { $milestone }
invoice-waiting =
    etapa „{ $milestone }“ (zakázka „{ $title }“) je uzavřená a faktura čeká: ještě nevíme, na koho má být vystavena. Doplňte prosím fakturační údaje své organizace; tato faktura i každá další, která čeká, se pak vystaví ihned.
    .subject = Vaše faktura čeká na fakturační údaje
bank-details-set =
    { $whose ->
        [client] byly nastaveny bankovní údaje vaší organizace pro vracené platby
        [space] byly nastaveny bankovní údaje vašeho prostoru
       *[own] byly nastaveny vaše bankovní údaje
    }: od příštích výplat půjdou peníze na účet, který končí na { $ends } (majitel: { $holder }).

    Pokud za tím nestojíte vy ani nikdo, kdo to smí udělat, nastavte údaje znovu, změňte si heslo a hned napište síti.
    .subject = { $whose ->
        [client] Byly nastaveny bankovní údaje vaší organizace
        [space] Byly nastaveny bankovní údaje vašeho prostoru
       *[own] Byly nastaveny vaše bankovní údaje
    }
payout-settled =
    banka zaúčtovala { $amount } na účet, který končí na { $ends }. { $whose ->
        [client] Jde o peníze, které se vracejí vaší organizaci.
        [space] Částka bude ve vyúčtování vašeho prostoru za { $month }.
       *[own] Částka bude ve vašem vyúčtování za { $month }.
    }
    .subject = Vyplaceno: { $amount }
payout-came-back =
    { $how ->
        [rejected] banka nepřijala
       *[returned] banka vrátila
    } { $amount } pro účet, který končí na { $ends }. Uvádí: { $why }. Částka vám opět náleží a nic není ztraceno. { $account ->
        [unusable] Nastavte prosím své bankovní údaje znovu, i když jsou přece jen správné: do té doby se na tento účet nic neplatí.
       *[usable] Odejde znovu s příštími výplatami; pokud vaše bankovní údaje nejsou správné, nastavte je znovu.
    }
    .subject = Vráceno bankou: { $amount }
sent-back-came-back =
    banka { $how ->
        [rejected] nepřijala
       *[returned] vrátila
    } částku { $amount }, o kterou nikdo nežádal a která se měla vrátit na účet, který končí na { $ends }. Uvádí: { $why }. Částka opět náleží tomu, kdo ji zaplatil. { $account ->
        [unusable] Na tento účet už nic neodejde: peníze pošlete zpět jinou cestou a uzavřete je s poznámkou, v části „Příchozí peníze“ pod „Vše“.
       *[usable] Odejde znovu s příští dávkou výplat.
    }
    .subject = Vráceno bankou: { $amount }
refund-account-asked =
    vaší organizaci se vrací { $amount } a částka čeká: zatím není známo, na který bankovní účet. Uveďte ve fakturačních údajích, kam se mají vracet peníze; co čeká, odejde s nejbližšími výplatami.
    .subject = Na který účet se má vrátit { $amount }?
statement-closed =
    { $whose ->
        [space] vyúčtování vašeho prostoru
       *[own] vaše vyúčtování
    } za { $month } je hotové: číslo { $number }, { $count ->
        [one] { $count } řádek
        [few] { $count } řádky
       *[other] { $count } řádků
    }. Je uzavřené; co přijde později, bude v příštím.
    .subject = { $whose ->
        [space] Vyúčtování vašeho prostoru za { $month }
       *[own] Vaše vyúčtování za { $month }
    }
finder-set =
    bylo zaznamenáno, že vám síť vděčí za zadavatele { $name }. Od { $from } vám náleží podíl na poplatku sítě ze všeho, co přidělí. Najdete ho ve svých vyúčtováních; nikdo jiný za to neplatí.
    .subject = Zadavatel přivedený vámi: { $name }
terms-of-space =
    od { $from } si { $space } bere provizi { $rate } z toho, co jeho členové vydělají. Práce přidělená před tímto dnem si ponechá podmínky, za kterých byla přidělena.

    { $bounds }
    .subject = Nové podmínky: { $space }
terms-of-network =
    od { $from } platí: { $kind ->
        [fee_tax] daň z poplatku sítě je { $rate }
        [fund] příspěvek do společného fondu je { $rate } z toho, co členové vydělají
       *[network] poplatek sítě je { $rate } z toho, co členové vydělají
    }. Práce přidělená před tímto dnem si ponechá podmínky, za kterých byla přidělena.

    { $bounds }
    .subject = Nové podmínky sítě
at-least = – nejméně { $least } z každého uvolnění
at-most = – nejvýše { $most } za rok z práce jednoho člena

## Předání

handover-asked =
    někdo žádá, aby bylo předáno místo v běžící zakázce. S žádnou ze stran nemáte nic společného, můžete tedy případ převzít. Důvod i slova vidí jen ombudsmani.
    .subject = Místo má být předáno
handover-refused =
    ombudsman posoudil vaši žádost a místo „{ $role }“ v zakázce „{ $title }“ zůstává, jak je. Píše:

    { $words }
    .subject = Místo zůstává, jak je: { $title }
handover-confirmed =
    místo „{ $role }“ v zakázce „{ $title }“ v týdnu od { $week } převezme někdo jiný. Do té doby ho má { $name }. Hledáme, kdo se nejlépe hodí k těm, kdo zůstávají, a jakmile ho někdo převezme, dáme vám vědět.
    .subject = Místo se předává: { $title }
handover-of-yours-confirmed =
    vaše místo „{ $role }“ v zakázce „{ $title }“ v týdnu od { $week } převezme někdo jiný; do té doby je vaše. Jakmile ho někdo převezme, jsou vaše hodiny od toho týdne zase volné. Z toho, co ještě není uvolněno, dostanete díl za své týdny, pokud ombudsman nestanovil jiný. Vaše odvedená práce zůstává vaše, i jako doklad.
    .subject = Místo se předává: { $title }
handover-done =
    { $incoming } v týdnu od { $begins } přebírá místo „{ $role }“ v zakázce „{ $title }“, které zatím má { $outgoing }. Cena zakázky zůstává stejná.
    .subject = Místo někdo přebírá: { $title }
handover-of-yours-done =
    { $incoming } v týdnu od { $begins } přebírá vaše místo „{ $role }“ v zakázce „{ $title }“. Vaše hodiny jsou od týdne { $week } zase volné. Děkujeme za vaši práci; svůj díl na ní najdete ve svých zakázkách.
    .subject = Místo někdo přebírá: { $title }
handover-to-you =
    místo „{ $role }“ v zakázce „{ $title }“ je od týdne { $begins } vaše a vaše hodiny jsou zarezervované. Svůj díl na každé etapě najdete ve svých zakázkách.
    .subject = Místo je vaše: { $title }
handover-unfilled =
    nikdo, kdo se hodí na místo „{ $role }“ v zakázce „{ $title }“, není od týdne { $begins } volný. Můžete počkat a nechat ho znovu nabídnout od pozdějšího týdne na stejný počet týdnů; nebo nechat místo skončit a za etapy, které ještě nejsou uvolněné, zaplatit méně.
    .subject = Místo je stále volné: { $title }
handover-cut =
    místo „{ $role }“ v zakázce „{ $title }“ končí před týdnem od { $week }.
    .subject = Místo končí: { $title }
handover-cut-for-client =
    místo „{ $role }“ v zakázce „{ $title }“ končí před týdnem od { $week }. Zaplatíte o { $saved } méně, než bylo dohodnuto; co je z toho už zaplaceno, je na cestě zpět k vám.
    .subject = Místo končí: { $title }
handover-withdrawn =
    místo „{ $role }“ v zakázce „{ $title }“ si přece jen nechává { $name }.
    .subject = Místo zůstává, jak je: { $title }

## Spory

dispute-opened =
    spor o „{ $title }“ otevírá { $who }. { $eye ->
        [member] { $amount }, váš díl sporné částky, se do jeho konce drží; vše ostatní pokračuje, jak bylo dohodnuto.
       *[client] { $amount } bez daně se do jeho konce drží; vše ostatní pokračuje, jak bylo dohodnuto.
    }

    Druhou stranu žádáme o vyjádření do { $until }. Potom rozhodne neutrální, vylosovaný ombudsman. Na rozdělení se také můžete kdykoli dohodnout sami.
    .subject = Byl otevřen spor: { $title }
dispute-statement =
    ve sporu o „{ $title }“ přibylo vyjádření: { $who }.
    .subject = Vyjádření ve sporu: { $title }
dispute-heard =
    spor o „{ $title }“ pokračuje. { dispute-voices } { $steward ->
        [none] V tuto chvíli není ombudsman bez vazeb na některou ze stran; hledáme ho každý den.
       *[drawn] Ombudsman rozhodne do { $until }. Do té doby můžete své vyjádření doplnit.
    }
    .subject = Spor pokračuje: { $title }
dispute-to-decide =
    rozhodněte prosím spor o „{ $title }“ do { $until }. { dispute-voices }
    .subject = Spor pokračuje: { $title }
dispute-voices = { $voices ->
    [one] Druhá strana se včas nevyjádřila; je to zaznamenáno a samo o sobě nic neznamená.
   *[both] Obě strany se vyjádřily.
}
dispute-drawn =
    los určil, { $duty ->
        [panel] že budete spoluhlasovat o odvolání
        [opened] že rozhodnete spor, jakmile se budou moci obě strany vyjádřit
       *[heard] že rozhodnete spor; obě strany se mohly vyjádřit
    }. Jde o „{ $title }“. Pokud na některé straně někoho znáte nebo případ nemůžete převzít, odstupte a vylosuje se někdo jiný.
    .subject = Los vás určil ke sporu: { $title }
# What was told to a client before it was said how much comes back is kept without that.
dispute-decided =
    ombudsman rozhodl spor o „{ $title }“. { $eye ->
        [member] Ze sporné částky je vaše { $amount }, před rozdělením.
        [client-with-back] Ze sporné částky dostanou členové { $amount }, před rozdělením, a zbytek se vrací vám: { $back }.
       *[client] Ze sporné částky dostanou členové { $amount }, před rozdělením, a zbytek se vrací vám.
    } Důvody jsou v aplikaci.

    Do { $until } se můžete jednou odvolat; potom hlasují tři jiní ombudsmani. Bez odvolání se rozhodnutí provede po tomto dni, nebo jakmile je obě strany přijmou.
    .subject = Spor je rozhodnut: { $title }
dispute-appealed =
    proti rozhodnutí o „{ $title }“ se odvolává { $who }. Vylosují se ombudsmani, kteří se na něm nepodíleli, a budou hlasovat do { $until }; výsledkem je prostřední z jejich hlasů.
    .subject = Proti rozhodnutí je podáno odvolání: { $title }
# What was told to a client before it was said how much comes back is kept without that.
dispute-split =
    ve sporu o „{ $title }“ je návrh, jak ho ukončit (navrhuje: { $who }): { $eye ->
        [member] { $amount } by bylo vaše, před rozdělením
        [client-with-back] { $amount } by dostali členové, před rozdělením, a zbytek by se vrátil vám: { $back }
       *[client] { $amount } by dostali členové, před rozdělením, a zbytek by se vrátil vám
    }. Takto je urovnán, když souhlasí všichni, kterých se týká. Ombudsman tento návrh nevidí.
    .subject = Je navrženo rozdělení: { $title }
dispute-settled =
    spor o „{ $title }“ je urovnán. { $outcome ->
        [decided] Rozhodnutí se provádí.
        [panel] O odvolání se hlasovalo.
        [upheld] O odvolání neměl kdo hlasovat, platí proto rozhodnutí ombudsmana.
       *[agreed] Strany se dohodly na rozdělení.
    } { $eye ->
        [member] { $amount } je vaše, před rozdělením, a najdete to ve svých výdělcích.
       *[client] Členům se připisuje { $amount }, před rozdělením, a zbytek sporné částky, { $back }, se vrací vám.
    }
    .subject = Spor je urovnán: { $title }
dispute-withdrawn =
    spor o „{ $title }“ byl vzat zpět. Co bylo zmrazeno, patří zase k etapě a čeká na přijetí.
    .subject = Spor byl vzat zpět: { $title }
dispute-off-your-desk =
    spor o „{ $title }“ byl vzat zpět; už není o čem rozhodovat.
    .subject = Spor byl vzat zpět: { $title }
dispute-statement-due =
    do { $until } se můžete vyjádřit ve sporu o „{ $title }“.
    .subject = Blíží se lhůta ve sporu: { $title }
dispute-decision-due =
    rozhodněte prosím spor o „{ $title }“ do { $until }.
    .subject = Blíží se lhůta ve sporu: { $title }
dispute-appeal-due =
    rozhodnutí o „{ $title }“ se provede po tomto dni, pokud se žádná strana neodvolá: { $until }.
    .subject = Blíží se lhůta ve sporu: { $title }
dispute-vote-due =
    hlasujte prosím o odvolání ve věci „{ $title }“ do { $until }.
    .subject = Blíží se lhůta ve sporu: { $title }

## Členové

calendar-failing =
    váš kalendář „{ $name }“ se třikrát za sebou nepodařilo načíst. { $problem }

    Co říkal předtím, platí dál a nejméně jednou denně se zkouší znovu. Pokud se změnila jeho adresa, kalendář odeberte a přidejte znovu.
    .subject = Váš kalendář nelze číst: { $name }
connection-asked =
    { $by ->
        [host] provozovatel vašeho prostoru zaznamenal propojení mezi vámi a jiným členem
       *[member] jiný člen zaznamenal propojení s vámi
    } ({ $with }), { $day }: { connection }. Pokud to tak bylo, potvrďte to: pak se to počítá při sestavování týmů, protože lidé, kteří se znají, spolu dobře pracují. Pokud ne, odmítněte to, nebo nedělejte nic: záznam sám propadne a nikde se nepočítá.
    .subject = Potvrďte prosím propojení ({ connection }): { $with }
connection = { $kind ->
    [introduction] seznámení
    [advice] rada
    [support] pomoc
   *[paid_work] placená práce
}

## Pracovní stoly

policy-proposed =
    ombudsman navrhuje jiná pravidla. Proč, jeho slovy: { $why }

    Přijmout je může jiný ombudsman.
    .subject = Jsou navržena nová pravidla
policy-adopted =
    vámi navržená pravidla jsou přijata jako verze { $version }. Platí od { $from }.
    .subject = Vaše pravidla jsou přijata
policy-withdrawn =
    jiný ombudsman odmítl vámi navržená pravidla. Viditelná zůstávají.
    .subject = Váš návrh je odmítnut
webhook-tested =
    toto je zkušební zpráva.
    .subject = Zkouška
webhook-stopped =
    váš webhook { $url } je zastavený: jeho serveru se nepodařilo předat zprávu. { $why } Žádná zpráva není ztracená: opravte server, webhook znovu spusťte a nechte poslat, co zůstalo ležet.
    .subject = Webhook je zastavený
job-dead =
    něco, co Muster dělá sám, třeba odeslání e-mailu, se nepovedlo tolikrát, že to vzdal. Podívejte se, co se stalo; až to bude opravené, nechte to zkusit znovu. Dozvíte se to jednou denně, ať je jich kolik chce.
    .subject = Úloha na pozadí se nezdařila
run-unequal =
    u { $run } byl soubor členů nebo výsledek jiný, když se zaměnily prostory, podmínky a provozovatelé. Nikdo nesmí být vybrán podle toho, kde má stůl, proto prosím nesestavujte další týmy, dokud se nenajde příčina. Co se porovnávalo, říká osvědčení běhu.
    .subject = Běh závisí na prostorech
bank-contradicted =
    soubor z banky hlásí, co nemůže být ({ $count ->
        [1] jednu věc
        [one] { $count } věc
        [few] { $count } věci
       *[other] { $count } věcí
    }). První: { $first }

    Nic se tím nepohnulo a koho se to týká, není v žádné dávce, dokud správce o výplatě nerozhodne.
    .subject = Banka hlásí, co nemůže být
book-faulty =
    přepočet účetní knihy našel v noci { $day } { faults }. První: { $fault }

    Nic se nezměnilo. Všechny vypíše `muster book verify`; dokud nejsou vysvětlené, nic nevyplácejte.
    .subject = Účetní kniha nevychází
audit-faulty =
    prohlídka záznamu úkonů našla v noci { $day } { faults }. První: { $fault }

    Nic se nezměnilo. Všechny vypíše `muster audit verify`. Někdo změnil databázi za zády Musteru, nebo byla vrácena její starší kopie.
    .subject = Záznam úkonů byl změněn
faults = { $count ->
    [one] { $count } chybu
    [few] { $count } chyby
   *[other] { $count } chyb
}
