### Was Menschen erfahren, auf Deutsch: dieselben Mitteilungen mit denselben Lücken wie in en.ftl.

## Um jede Mitteilung herum

greeting = Guten Tag { $name },
greeting-to-nobody = Guten Tag,
footer = Was Sie erfahren, wie und wann, bestimmen Sie selbst: { $link }
as-written = { $text }
    .subject = { $subject }
digest = { $lines }
    .subject = { $count ->
        [one] { $count } Mitteilung von Muster
       *[other] { $count } Mitteilungen von Muster
    }
taxed = { $gross } ({ $net } und { $tax } Steuer)

## Konten

please-verify =
    bitte bestätigen Sie mit dem Passwort, das Sie gewählt haben, dass diese Adresse Ihnen gehört:

    { $link }

    Der Link gilt einen Tag. Wenn Sie sich nicht registriert haben, lassen Sie ihn liegen, dann geschieht nichts.
    .subject = Bitte bestätigen Sie Ihre Adresse
already-here =
    jemand, vielleicht Sie selbst, wollte sich mit dieser Adresse registrieren, und sie hat schon ein Konto. Falls Sie das Passwort vergessen haben, setzen Sie hier ein neues:

    { $link }
    .subject = Sie sind schon hier
new-password =
    hier setzen Sie Ihr neues Passwort:

    { $link }

    Der Link gilt einen Tag. Wenn Sie nicht darum gebeten haben, lassen Sie ihn liegen, dann geschieht nichts.
    .subject = Ein neues Passwort
password-changed =
    Ihr Passwort wurde geändert, und alle anderen Sitzungen sind beendet. Falls Sie das nicht waren, setzen Sie per E-Mail ein neues:

    { $link }
    .subject = Ihr Passwort wurde geändert
new-device =
    jemand, höchstwahrscheinlich Sie selbst, hat sich neu angemeldet, und zwar mit: { device }. Falls Sie das nicht waren, beenden Sie diese Sitzung und wählen Sie ein neues Passwort:

    { $link }
    .subject = Eine neue Anmeldung
device = { $browser ->
    [none] { $system ->
        [none] ein Programm
       *[other] ein Programm unter { $system }
    }
   *[other] { $system ->
        [none] { $browser }
       *[other] { $browser } unter { $system }
    }
}
account-closed =
    Ihr Konto ist geschlossen, und was sagte, wer Sie sind, ist gelöscht. Was das Gesetz aufbewahrt haben will und worauf die Konten anderer beruhen, bleibt unter einem Pseudonym. Dies ist die letzte E-Mail, die Sie bekommen; mit derselben Adresse können Sie sich neu registrieren.
    .subject = Ihr Konto ist geschlossen
hat-taken =
    Sie haben die Rolle { $hat ->
        [client] Auftraggeber
        [member] Mitglied
        [operator] Betreiber
        [steward] Ombudsperson
       *[admin] Verwaltung
    } nicht mehr und wurden überall abgemeldet. Mit Ihren übrigen Rollen, falls Sie welche haben, können Sie sich wieder anmelden.
    .subject = Eine Rolle wurde Ihnen genommen
signed-out =
    die Verwaltung dieses Netzwerks hat Sie überall abgemeldet. Mit Ihrem Passwort können Sie sich wieder anmelden. Falls jemand anders es kennen könnte, setzen Sie per E-Mail ein neues:

    { $link }
    .subject = Sie wurden überall abgemeldet
please-join =
    { $inviter } bittet Sie, auf { $network } für { $client } zu handeln, mit der Befugnis { role }:

    { $link }

    Der Link gilt einmal und sieben Tage lang. Wenn Sie nichts davon wissen, lassen Sie ihn liegen, dann geschieht nichts.
    .subject = Auf Muster handeln für { $client }
person-joined =
    { $name } ({ $email }) ist Ihrer Einladung gefolgt und handelt von nun an für { $client }, mit der Befugnis { role }.
    .subject = Jemand handelt für Sie
person-vouched-for =
    { $name } ({ $email }) hat sich zum ersten Mal über den Anbieter Ihrer Organisation angemeldet und handelt von nun an für sie, mit der Befugnis { role }.
    .subject = Jemand handelt für Sie
domain-confirmed =
    { $domain } ist als Domain Ihrer Organisation bestätigt. Ihre Leute melden sich von nun an über Ihren eigenen Anbieter an, sobald er eingeschaltet ist.
    .subject = Ihre Domain ist bestätigt
domains-wait =
    { $organisation } nennt diese Domains ihre eigenen: { $domains }. Prüfen Sie, ob das stimmt, und bestätigen Sie sie:

    { $link }
    .subject = Domains warten auf Bestätigung
role = { $role ->
    [approver] Freigabe
    [finance] Finanzen
   *[requester] Anfragen
}
api-key-made =
    { $maker } hat einen API-Schlüssel für Ihre Organisation angelegt: „{ $name }“. Er beginnt mit { $begins } und gilt für: { $scopes }. Falls das nicht sein soll, widerrufen Sie ihn.
    .subject = Ein neuer API-Schlüssel
passkey-added =
    zu Ihrem Konto wurde ein Passkey hinzugefügt: „{ $passkey }“. Wer sein Gerät entsperren kann, meldet sich damit ohne Ihr Passwort an. Falls Sie das nicht waren, entfernen Sie ihn und setzen Sie ein neues Passwort:

    { $link }
    .subject = Ein Passkey wurde hinzugefügt
passkey-removed =
    der Passkey „{ $passkey }“ wurde aus Ihrem Konto entfernt, und alle anderen Sitzungen sind beendet. Sein Gerät bietet ihn vielleicht noch an; anmelden kann sich damit niemand mehr. Falls Sie das nicht waren, setzen Sie ein neues Passwort:

    { $link }
    .subject = Ein Passkey wurde entfernt
passkeys-removed =
    die Verwaltung des Netzwerks hat Ihre Passkeys entfernt, und alle Sitzungen sind beendet. Melden Sie sich mit Ihrem Passwort an und fügen Sie sie neu hinzu:

    { $link }
    .subject = Ihre Passkeys wurden entfernt
passkey-copied =
    jemand hat versucht, den Passkey „{ $passkey }“ zu verwenden. Sein Gerät zählt, wie oft er verwendet wird, und diesmal zählte es zurück, wie es bei einer Kopie geschieht. Angemeldet ist diese Person nicht. Entfernen Sie diesen Passkey und fügen Sie einen neuen hinzu:

    { $link }
    .subject = Ein Passkey wurde vielleicht kopiert
second-factor-on =
    von nun an braucht die Anmeldung neben Ihrem Passwort einen Code aus Ihrer App, und alle anderen Sitzungen sind beendet. Bewahren Sie die Wiederherstellungscodes dort auf, wo Sie sie auch ohne Ihr Telefon finden. Falls Sie das nicht waren, setzen Sie ein neues Passwort und bitten Sie die Verwaltung des Netzwerks, den zweiten Faktor zu entfernen:

    { $link }
    .subject = Ein zweiter Faktor wurde eingeschaltet
second-factor-off =
    Ihr zweiter Faktor wurde ausgeschaltet: Zur Anmeldung genügt ein Passwort, und alle anderen Sitzungen sind beendet. Falls Sie das nicht waren, setzen Sie ein neues Passwort und schalten Sie ihn wieder ein:

    { $link }
    .subject = Ihr zweiter Faktor wurde ausgeschaltet
recovery-codes-made =
    für Ihr Konto wurden neue Wiederherstellungscodes erstellt, und die bisherigen gelten nicht mehr. Falls Sie das nicht waren, setzen Sie ein neues Passwort:

    { $link }
    .subject = Neue Wiederherstellungscodes
recovery-code-used =
    einer Ihrer Wiederherstellungscodes wurde anstelle eines Codes aus Ihrer App verwendet. Übrig sind { $left }. Falls Sie das nicht waren, setzen Sie ein neues Passwort; wenn sie zur Neige gehen, erstellen Sie neue:

    { $link }
    .subject = Ein Wiederherstellungscode wurde verwendet
wrong-codes =
    jemand hat bei der Anmeldung Ihr Passwort angegeben und danach { $count ->
        [one] { $count } falschen Code
       *[other] { $count } falsche Codes
    }. Angemeldet ist diese Person nicht. Falls Sie das nicht waren, kennt jemand Ihr Passwort: Setzen Sie ein neues.

    { $link }
    .subject = Falsche Codes bei Ihrer Anmeldung

## Angebotene Plätze

invitation-offered =
    für Sie gibt es einen Platz in einem Team: { $role }, für „{ $title }“.

    { $description }

    Wann: { hours-a-week }, { weeks } lang, ab Montag, { $from }
    Satz: { $rate } pro Stunde, { $amount } insgesamt
    Sie behalten: { $keeps }

    Warum Sie: { $eligible ->
        [one] { $eligible } Mitglied kann
       *[other] { $eligible } Mitglieder können
    } diesen Platz übernehmen, und das Team mit Ihnen ist nach unseren veröffentlichten Regeln das beste. Ihre Punkte, von je 1000: Passung { $fit }, Nachweise { $proof }, Vortritt { $turn }.

    Bitte antworten Sie bis { $until }. Ein Nein braucht keinen Grund, kostet Sie nichts und wird niemandem gezeigt.
    .subject = Ein Platz für Sie: { $role }
hours-a-week = { $hours ->
    [one] { $hours } Stunde pro Woche
   *[other] { $hours } Stunden pro Woche
}
weeks = { $weeks ->
    [one] { $weeks } Woche
   *[other] { $weeks } Wochen
}
invitation-closed =
    der Platz, der Ihnen für „{ $title }“ angeboten war, wird nicht mehr gebraucht. Sie müssen nichts tun, und es zählt, als wäre er nie angeboten worden.
    .subject = Nicht mehr gebraucht: { $title }
invitation-reminded =
    der Platz „{ $role }“ für „{ $title }“ wartet bis { $until } auf Ihre Antwort. Ohne sie geht er an jemand anderen; das kostet Sie nichts, ein Nein ebenso wenig.
    .subject = Bis { $day }: { $title }
counter-asked =
    das Mitglied, dem Muster den Platz „{ $role }“ für „{ $title }“ angeboten hat, würde ihn mit weniger als { $hours ->
        [one] { $hours } Stunde
       *[other] { $hours } Stunden
    } pro Woche übernehmen. Wie viele es wären und was es kosten würde, steht bei der Anfrage. Ohne Antwort bis { $until } bleibt Ihre Anfrage, wie sie ist.
    .subject = Weniger Stunden? { $title }
counter-held =
    Ihr Wunsch gilt: Der Platz „{ $role }“ für „{ $title }“ gehört Ihnen, zu { $rate } pro Stunde, { hours-a-week }, { $amount } insgesamt. Sie behalten { $keeps }.
    .subject = Es gilt: { $title }
counter-refused =
    danke, dass Sie gesagt haben, wozu Sie „{ $title }“ übernehmen würden: { $wish ->
        [rate] Zu diesem Satz passt nach den veröffentlichten Regeln ein anderes Team besser
       *[hours] Der Platz braucht seine Stunden, wie sie sind
    }. Das bisherige Angebot steht bis { $until }; ob Sie es annehmen oder nicht, kostet Sie nichts.
    .subject = Das Angebot steht: { $title }
standby-asked =
    der Platz „{ $role }“ für „{ $title }“ ist vergeben, und Sie passen am zweitbesten. Halten Sie sich bereit, falls er frei wird? Es geht um { hours-a-week }, { weeks } lang, ab Montag, { $from }, zu { $rate } pro Stunde; von insgesamt { $amount } würden Sie { $keeps } behalten. Für Sie wird nichts freigehalten, Sie bleiben frei für andere Arbeit und können jederzeit zurücktreten. Wird der Platz frei, werden Sie zuerst gefragt. Bitte antworten Sie bis { $until }; ein Nein kostet nichts.
    .subject = Halten Sie sich bereit? { $title }
standby-needed =
    der Platz „{ $role }“ für „{ $title }“, für den Sie sich bereithalten, ist frei geworden, und Sie werden zuerst gefragt. Die Einladung liegt bei Ihnen; sie wartet kürzer als sonst, weil ein Team wartet.
    .subject = Der Platz ist frei: { $title }
standby-released =
    für den Platz „{ $role }“ für „{ $title }“ braucht sich niemand mehr bereitzuhalten, Sie sind also frei. Danke, dass Sie da waren; es zählt weder für noch gegen Sie.
    .subject = Keine Bereitschaft mehr nötig: { $title }

## Anfragen und Angebote

no-team =
    kein Team aus unseren Mitgliedern erfüllt alles, was „{ $title }“ verlangt. Was fehlt, steht Platz für Platz auf der Seite der Anfrage. Oft macht ein einziger Wunsch den Unterschied: eine Stufe, eine Stunde, ein späterer Beginn.
    .subject = Noch kein Team: { $title }
bids-opened =
    die Frist von „{ $title }“ ist abgelaufen, und { $count ->
        [1] ein Team ist
        [one] { $count } Team ist
       *[other] { $count } Teams sind
    } bereit anzufangen. Hier vergleichen und wählen Sie.
    .subject = Ihre Angebote sind offen: { $title }
brief-lapsed =
    die Frist von „{ $title }“ ist abgelaufen, und kein Team war rechtzeitig vollständig. Eine neue Anfrage mit einem lockereren Wunsch oder späteren Wochen findet vielleicht eines.
    .subject = Kein Angebot: { $title }
brief-without-team =
    die Frist von „{ $title }“ ist abgelaufen: Es ließ sich kein Team bilden, das alle Wünsche erfüllt, und es gab kein Angebot. Eine neue Anfrage mit einem lockereren Wunsch oder späteren Wochen findet vielleicht eines.
    .subject = Kein Angebot: { $title }
brief-without-bid =
    die Frist von „{ $title }“ ist abgelaufen, und niemand hat ein Angebot gemacht. Eine neue Anfrage mit einem lockereren Wunsch, mit späteren Wochen oder eine, für die auch Teams gebildet werden, findet vielleicht ein Team.
    .subject = Kein Angebot: { $title }
brief-run-out =
    der Tag, an dem die Arbeit in „{ $title }“ beginnen sollte, ist vorbei, und keines der Angebote hat den Zuschlag bekommen. Die Anfrage ist damit verfallen, und ihre Angebote mit ihr. Soll die Arbeit noch getan werden, beginnen Sie eine neue Anfrage mit späteren Wochen.
    .subject = Verfallen: { $title }
team-complete =
    in Ihrem Team für „{ $title }“ haben alle zugesagt. Das Angebot über { $price } ist bis zur Frist versiegelt; dann wählt der Auftraggeber, und Sie hören so oder so von uns.{ $above }

    Das Siegel Ihres Angebots:

    { $seal }

    Bewahren Sie es auf, wenn Sie mögen: Nach der Frist nennen wir Ihnen die Nonce, mit der alle sehen können, dass niemand das Angebot verändert hat.
    .subject = Ihr Team ist vollständig: { $title }
above-budget = { " " }Das sind { $by } mehr als das Budget der Anfrage, was der Auftraggeber neben dem Preis sehen wird.
bid-lost =
    der Auftraggeber hat für „{ $title }“ ein anderes Team gewählt. Ihres, zu { $price }, war vollständig und bereit; so weit kommen die meisten nicht.{ $why }

    Ihre Stunden sind wieder frei für andere Plätze, und Ihr Vortritt bleibt, wie er ist. Das sieht nur Ihr eigenes Team.
    .subject = Diesmal nicht: { $title }
bid-compared =
    { "" }

    Die Punkte Ihres Teams nach den veröffentlichten Regeln und die des gewählten Teams:

    { $points }

    { $term ->
        [none] Nach Punkten lag Ihr Team überall vorn; für den Auftraggeber zählte etwas anderes.
       *[other] Am meisten geändert hätte: { term }, mit { $more ->
            [one] { $more } Punkt
           *[other] { $more } Punkten
        } mehr.
    }
term-points = – { term }: { $ours } und { $theirs }
term = { $term ->
    [fit] können, was gebraucht wird
    [proof] Nachweise dafür
    [turn] Vortritt
    [thrift] unter der Preisgrenze bleiben
    [near] nahe wohnen
   *[cohesion] einander kennen
}
seat-lost =
    Sie wurden für einen anderen Auftrag gebucht und haben für den Platz, den Sie in „{ $title }“ angenommen hatten, nicht mehr genug Stunden. Der Platz wird jemand anderem angeboten.
    .subject = Ihr Platz wird frei: { $title }
bid-reopened =
    ein Mitglied des Teams, das für „{ $title }“ { $price } bietet, wurde für einen anderen Auftrag gebucht. Muster fragt das Mitglied, mit dem sich das Team am wenigsten ändert, und Sie hören von uns, ob das Angebot wieder vollständig ist.
    .subject = Ein Platz wird neu besetzt: { $title }
bid-whole-again =
    das Team für „{ $title }“, in dem ein Platz neu zu besetzen war, ist vollständig, zu { $price }. Sie können ihm jetzt den Zuschlag geben.
    .subject = Wieder vollständig: { $title }
bid-unfilled =
    für den Platz, der in dem Team frei wurde, das für „{ $title }“ { $price } bot, fand sich niemand. Die anderen Angebote stehen.
    .subject = Ein Angebot ist beendet: { $title }
hours-released =
    der Auftraggeber von „{ $title }“ hat noch nicht entschieden, und Ihre Stunden waren lange genug reserviert. Von nun an sind sie frei für andere Arbeit. Das Angebot steht: Erhält es den Zuschlag, solange Sie die Stunden noch haben, gehört der Platz Ihnen.
    .subject = Ihre Stunden sind wieder frei: { $title }
open-for-bids =
    eine Anfrage aus einer Kategorie, die Sie gewählt haben, ist offen für Angebote: „{ $title }“. Ihre Plätze: { $seats }.

    Bis { $until } können Sie anbieten, einen Platz zu übernehmen, oder mit einer Gruppe bieten. Bis dahin sind die Angebote versiegelt.
    .subject = Offen für Angebote: { $title }
bid-to-sign =
    Ihre Gruppe bietet für „{ $title }“ { $price }, mit einem Platz zu { $cost } für Sie.{ $above } Dies ist Fassung { $revision }. Bitte sehen Sie sich Ihren Platz, Ihre Stunden und Ihren Anteil an und unterschreiben Sie vor der Frist, oder sagen Sie in Ihrer Gruppe, was sich ändern soll.

    Nichts wird in Ihrem Namen geboten, was Sie nicht unterschreiben.
    .subject = Zu unterschreiben: { $title }
bid-incomplete =
    das Angebot Ihres Teams über { $price } für „{ $title }“ ist beendet: Nicht alle, die es braucht, haben rechtzeitig zugesagt. Ihre Stunden sind wieder frei, und Ihr Vortritt bleibt, wie er ist.
    .subject = Nicht rechtzeitig vollständig: { $title }
offer-passed-over =
    die Frist von „{ $title }“ ist abgelaufen, und was Sie angeboten haben, ist nicht Teil eines Angebots: Entweder fand sich niemand für einen Platz neben Ihrem, oder das beste Team aus allen Einzelangeboten war ein anderes. Ihre Stunden sind wieder frei. Was Sie angeboten haben, hat außer Ihnen niemand erfahren.
    .subject = Diesmal nicht: { $title }
offer-brief-withdrawn =
    der Auftraggeber hat „{ $title }“ zurückgezogen, und Ihr Angebot für einen Platz darin ist hinfällig. Ihre Stunden sind wieder frei. Was Sie angeboten haben, hat außer Ihnen niemand erfahren.
    .subject = Zurückgezogen: { $title }
offer-lost =
    Sie wurden für einen anderen Auftrag gebucht und haben für den Platz, den Sie in „{ $title }“ übernehmen wollten, nicht mehr genug Stunden. Ihr Angebot ist hinfällig; bis zur Frist können Sie ein neues machen.
    .subject = Ihr Angebot ist hinfällig: { $title }
offer-composed =
    die Frist von „{ $title }“ ist abgelaufen, und Sie gehören zum besten Team, das die Einzelangebote erlauben. Es bietet { $price }. Mit wem, steht auf seiner Seite.

    Nun wählt der Auftraggeber, und Sie hören so oder so von uns.
    .subject = Sie sind Teil eines Angebots: { $title }
bid-withdrawn-by-a-mate =
    jemand aus Ihrem Team hat das Angebot über { $price } für „{ $title }“ zurückgezogen. Ihre Stunden sind wieder frei.
    .subject = Zurückgezogen: { $title }
bid-withdrawn =
    das Team, das für „{ $title }“ { $price } bot, hat sein Angebot zurückgezogen. Die anderen stehen.
    .subject = Ein Angebot wurde zurückgezogen: { $title }
brief-withdrawn =
    der Auftraggeber hat „{ $title }“ zurückgezogen, und Ihr Angebot über { $price } endet damit; es wurde auch niemand anderes gewählt. Ihre Stunden sind wieder frei.
    .subject = Zurückgezogen: { $title }
bid-run-out =
    der Tag, an dem die Arbeit in „{ $title }“ beginnen sollte, ist vorbei, und der Auftraggeber hat keinen Zuschlag erteilt. Ihr Angebot über { $price } endet mit der Anfrage; es wurde auch niemand anderes gewählt. Ihre Stunden sind frei, und Ihr Vortritt bleibt, wie er ist.
    .subject = Kein Zuschlag: { $title }
bid-to-change =
    jemand von Ihnen wurde für einen anderen Auftrag gebucht und hat für Ihr Angebot über { $price } für „{ $title }“ nicht mehr genug Stunden. So kann es keinen Zuschlag bekommen; es ist nun Fassung { $revision }, die noch niemand unterschrieben hat. Bis { $until } können Sie alle ändern, wer welchen Platz übernimmt, und alle unterschreiben das.
    .subject = Zu ändern: { $title }
bid-hours-gone =
    jemand von Ihnen wurde für einen anderen Auftrag gebucht, sodass Ihr Angebot über { $price } für „{ $title }“ keinen Zuschlag mehr bekommen kann. Es ist beendet, und die Stunden der anderen sind wieder frei.
    .subject = Nicht mehr möglich: { $title }
bid-ended =
    ein Mitglied des Teams, das für „{ $title }“ { $price } bot, wurde für einen anderen Auftrag gebucht, und wer in diesem Team ist, hätten nur dessen Verfasser sagen können. Die anderen Angebote stehen.
    .subject = Ein Angebot ist beendet: { $title }
crew-invited =
    { $from } bittet Sie in die Gruppe „{ $name }“, um gemeinsam Angebote abzugeben. Nichts wird in Ihrem Namen geboten, was Sie nicht selbst unterschreiben.
    .subject = Der Gruppe „{ $name }“ beitreten?
question-asked =
    jemand, der für „{ $title }“ bieten darf, fragt:

    { $words }

    Alle, die bieten dürfen, sehen die Frage und Ihre Antwort.
    .subject = Eine Frage: { $title }
question-answered =
    der Auftraggeber hat Ihre Frage zu „{ $title }“ beantwortet:

    { $words }
    .subject = Beantwortet: { $title }
question-put =
    der Auftraggeber von „{ $title }“ fragt alle, die bieten:

    { $words }

    Was Sie antworten, bleibt in Ihrem Angebot.
    .subject = Der Auftraggeber fragt: { $title }

## Aufträge

engagement-awarded =
    Ihr Team für „{ $title }“ steht: { $seats ->
        [one] { $seats } Platz
       *[other] { $seats } Plätze
    }, insgesamt { $price }{ $taxed ->
        [no] .
       *[yes] , zuzüglich { $rate } Steuer.
    }

    Die Etappen:

    { $plan }

    Zahlen Sie für die erste ein, dann können die Mitglieder beginnen. Was Sie einzahlen, wird verwahrt, bis Sie die Arbeit abnehmen.
    .subject = Ihr Team steht: { $title }
week-of-work = Woche { $first-week }
weeks-of-work = Wochen { $first-week } bis { $last-week }
milestone-of-engagement = { $engagement }: { $milestone }
planned = – { $milestone }: { $amount }, fällig am { $due }
seat-won =
    der Auftraggeber hat Ihr Team für „{ $title }“ gewählt. Ihre Stunden sind gebucht.

    Ihr Platz ist „{ $role }“: { hours-a-week }, { weeks } lang, ab { $from }. Er bringt { $amount }, davon behalten Sie { $keeps }.

    Die Arbeit beginnt, sobald der Auftraggeber für die erste Etappe eingezahlt hat. Dann bekommen Sie eine E-Mail.
    .subject = Zuschlag für Ihr Team: { $title }
milestone-funded =
    der Auftraggeber hat für „{ $milestone }“ von „{ $title }“ eingezahlt, fällig am { $due }. Das Geld ist verwahrt; Ihr Teil davon, nach der Aufteilung, beträgt { $part }. Legen Sie die Etappe vor, wenn sie fertig ist.
    .subject = Eingezahlt: { $milestone }
milestone-submitted =
    die Mitglieder melden, dass „{ $milestone }“ von „{ $title }“ fertig ist. Sehen Sie es sich an; wenn Sie es abnehmen, wird freigegeben, was Sie eingezahlt haben: { $amount }.
    .subject = Vorgelegt: { $milestone }
milestone-released =
    „{ $milestone }“ von „{ $title }“ ist abgenommen, und was dafür verwahrt war, ist freigegeben: { $amount }.
    .subject = Freigegeben: { $milestone }
milestone-released-to-you =
    der Auftraggeber hat „{ $milestone }“ von „{ $title }“ abgenommen. Ihr Teil davon, nach der Aufteilung, beträgt { $part }; er steht jetzt bei Ihrem Verdienst.
    .subject = Freigegeben: { $milestone }
milestone-refunded =
    von dem, was Sie für „{ $milestone }“ von „{ $title }“ gezahlt haben, gehen { $amount } an Sie zurück: { $reason }
    .subject = Erstattet: { $milestone }
milestone-refunded-by-you =
    von dem, was für „{ $milestone }“ von „{ $title }“ gezahlt wurde, gehen { $part } Ihres Teils an den Auftraggeber zurück: { $reason }

    Der Betrag wird von Ihrem Saldo abgezogen. Fällt dieser dadurch unter null, gleicht ihn aus, was Sie als Nächstes verdienen.
    .subject = Erstattet: { $milestone }
engagement-ended =
    „{ $title }“ endet. Die Etappen ohne Einzahlung entfallen, und Sie zahlen { $saved } weniger als vereinbart. { rest-of-engagement }
    .subject = Der Auftrag endet: { $title }
engagement-ended-for-you =
    der Auftraggeber beendet „{ $title }“. Die Etappen ohne Einzahlung entfallen, und für sie ist nichts zu tun. { rest-of-engagement } Ihre danach gebuchten Stunden sind wieder frei.
    .subject = Der Auftrag endet: { $title }
rest-of-engagement = { $rest ->
    [held] Was verwahrt ist, bleibt verwahrt: Diese Etappen werden wie vereinbart vorgelegt und abgenommen oder bestritten.
   *[nothing] Es ist kein Geld verwahrt, er ist also jetzt vorbei.
}
engagement-completed =
    „{ $title }“ ist abgeschlossen: Nichts ist mehr zu zahlen. Sie haben zwei Wochen Zeit zu sagen, wie es war; niemand liest es, bevor beide Seiten gesprochen haben oder die Zeit um ist.
    .subject = Abgeschlossen: { $title }
reviews-reminder =
    bis { $until } können Sie zu „{ $title }“ sagen, wie { $whom ->
        [team] das Team und seine Mitglieder waren
       *[client] der Auftraggeber war
    }. Niemand liest es, bevor beide Seiten gesprochen haben oder die Zeit um ist; dann liest jede Seite die andere.
    .subject = Wie war es: { $title }
reviews-revealed =
    was beide Seiten über „{ $title }“ gesagt haben, steht ihnen jetzt offen. Es bleibt drei Jahre lang, wie es ist.
    .subject = Bewertungen: { $title }

## Zahlungen

funding-asked =
    um für „{ $milestone }“ von „{ $title }“ einzuzahlen, überweisen Sie das Geld so, dass es bis { $last } da ist:

    { $transfer }

    Die Referenz sagt, wofür das Geld ist: Übernehmen Sie sie genau so in die Überweisung. Die Mitglieder beginnen, wenn das Geld da ist; es wird verwahrt, bis Sie die Arbeit abnehmen.
    .subject = Zu zahlen: { $milestone }
funding-asked-misfit =
    für „{ $milestone }“ von „{ $title }“ sind { $asked } angefordert, die bis { $last } da sein sollen. Dieses Geld kam dafür schon früher und passte nicht zu dem, was damals angefordert war:

    { $came }

    Überweisen Sie dieses Geld nicht noch einmal. Ist es genau der Betrag, der nun angefordert ist, verwendet es das Netzwerk, und es gibt nichts zu tun. Ist es ein anderer, klärt das Netzwerk es mit Ihnen oder überweist es zurück, und der ganze Betrag ist zu überweisen:

    { $transfer }

    Die Referenz sagt, wofür das Geld ist: Übernehmen Sie sie genau so in die Überweisung.
    .subject = Zu zahlen: { $milestone }
funding-due =
    das Geld für „{ $milestone }“ von „{ $title }“ ist noch nicht da. Der letzte Tag dafür ist der { $last }; danach verfällt die Zahlungsaufforderung.

    { $transfer }

    Wenn es schon unterwegs ist, gibt es nichts zu tun.
    .subject = Noch zu zahlen: { $milestone }
funding-rest-due =
    ein Teil des Geldes für „{ $milestone }“ von „{ $title }“ ist da, und von { $asked } fehlen noch { $missing }. Der letzte Tag dafür ist der { $last }; danach verfällt die Zahlungsaufforderung.

    { $transfer }

    Überweisen Sie nicht noch einmal den ganzen Betrag. Wenn der Rest schon unterwegs ist, gibt es nichts zu tun.
    .subject = Der Rest ist noch zu zahlen: { $milestone }
transfer-amount = – Betrag: { $amount }
transfer-to = – An: { $name }
transfer-as-agreed = – An: das vereinbarte Konto
transfer-iban = – IBAN: { $iban }
transfer-bic = – BIC: { $bic }
transfer-reference = – Referenz: { $reference }
funding-late =
    { $amount } für „{ $milestone }“ von „{ $title }“ sind eingegangen, mit der Referenz { $reference } einer Zahlungsaufforderung, die nicht mehr gilt. Das Netzwerk verwendet das Geld für eine neue über genau diesen Betrag, klärt es mit Ihnen oder überweist es zurück. Überweisen Sie dasselbe Geld nicht noch einmal.
    .subject = Geld kam zu einer Aufforderung, die nicht mehr gilt: { $milestone }
funding-misfit =
    { $amount } für „{ $milestone }“ von „{ $title }“, mit der Referenz { $reference }, sind eingegangen und passen nicht: Angefordert waren { $asked }. Das Netzwerk sieht es sich an und klärt es mit Ihnen oder überweist es zurück. Überweisen Sie nicht noch einmal den ganzen Betrag.
    .subject = Es kam Geld, das nicht passt: { $milestone }
funding-short =
    { $amount } für „{ $milestone }“ von „{ $title }“, mit der Referenz { $reference }, sind eingegangen. Angefordert waren { $asked }, und davon fehlen noch { $missing }. Überweisen Sie, was fehlt, auf dasselbe Konto, so dass es bis { $last } da ist:

    { $transfer }

    Zusammen ist es, was angefordert wurde, und die Etappe ist eingezahlt. Überweisen Sie nicht noch einmal den ganzen Betrag. Wenn der Rest schon unterwegs ist, gibt es nichts zu tun.
    .subject = Ein Teil des Geldes fehlt: { $milestone }
funding-posted =
    { $amount } für „{ $milestone }“ von „{ $title }“ sind eingegangen, und die Mitglieder wissen, dass sie beginnen können. Das Geld wird verwahrt, bis Sie die Arbeit abnehmen.
    .subject = Bezahlt: { $milestone }
funding-void =
    die Aufforderung, für „{ $milestone }“ von „{ $title }“ { $amount } mit der Referenz { $reference } zu zahlen, gilt nicht mehr: { void-reason }

    Bitte zahlen Sie nicht mehr. { late-money }
    .subject = Nicht mehr zu zahlen: { $milestone }
funding-void-misfit =
    die Aufforderung, für „{ $milestone }“ von „{ $title }“ { $amount } mit der Referenz { $reference } zu zahlen, gilt nicht mehr: { void-reason } Dieses Geld kam dazu und passt nicht:

    { $came }

    Es geht nicht verloren: Das Netzwerk klärt es mit Ihnen oder überweist es zurück. Bitte zahlen Sie auf diese Aufforderung nichts mehr.
    .subject = Nicht mehr zu zahlen: { $milestone }
funding-expired =
    { $amount } für „{ $milestone }“ von „{ $title }“, mit der Referenz { $reference }, gingen bis { $last } nicht ein, daher ist die Zahlungsaufforderung verfallen. Um trotzdem für die Etappe einzuzahlen, fordern Sie die Zahlungsdaten neu an; die Mitglieder beginnen, wenn das Geld da ist. { late-money }
    .subject = Verfallen: { $milestone }
funding-expired-misfit =
    { $asked } für „{ $milestone }“ von „{ $title }“, mit der Referenz { $reference }, gingen bis { $last } nicht so ein, wie sie angefordert waren, daher ist die Zahlungsaufforderung verfallen. Dieses Geld kam und passt nicht:

    { $came }

    Es geht nicht verloren: Das Netzwerk klärt es mit Ihnen oder überweist es zurück. Um trotzdem für die Etappe einzuzahlen, fordern Sie die Zahlungsdaten neu an; was kam, zählt für die neue Aufforderung nur, wenn es genau ihr Betrag ist.
    .subject = Verfallen: { $milestone }
void-reason = { $reason ->
    [admin] Die Verwaltung hat sie zurückgenommen.
    [left-out] Die Etappe entfällt, und für sie ist nichts zu zahlen.
    [changed] Ein Platz endet, und die Etappe kostet nun weniger. Fordern Sie die Zahlungsdaten für den neuen Betrag an.
   *[client] Ihre Organisation hat sie zurückgenommen.
}
late-money = Geld, das mit dieser Referenz unterwegs ist, geht nicht verloren: Die Verwaltung kümmert sich darum.
stray-kept =
    { $amount } gingen mit der Referenz { $reference } einer Einzahlung ein, { $why ->
        [wrong-amount] für die { $asked } verlangt waren
        [posted] die schon mit anderem Geld gebucht ist
        [void] die nicht mehr gilt
       *[expired] die verfallen ist
    }. Die Bank nennt die Buchung „{ $bank }“.

    Der Betrag steht nicht im Buch. Verwenden Sie ihn für eine Einzahlung, zu der er passt, oder vermerken Sie, was damit geschah, etwa dass er zurückgeschickt wurde.
    .subject = Geld, das nicht passt: { $amount }
stray-short =
    { $amount } gingen mit der Referenz { $reference } einer Einzahlung ein, für die { $asked } verlangt waren. Die Bank nennt die Buchung „{ $bank }“.

    Der Betrag steht noch nicht im Buch. Der Auftraggeber ist um den Rest von { $missing } gebeten, mit dem die Einzahlung von selbst vollständig ist. Bevor Sie das Geld zurückschicken, erledigen Sie es mit einem Vermerk.
    .subject = Geld, das nicht passt: { $amount }
invoice-issued =
    die Rechnung { $number } für „{ $milestone }“ von „{ $title }“ ist da: { $amount }. Bezahlt wurde sie mit der Einzahlung für die Etappe; es ist nichts mehr zu zahlen.
    .subject = Rechnung { $number }: { $milestone }
credit-note-issued =
    die Gutschrift { $number } zur Rechnung { $corrected } für „{ $milestone }“ von „{ $title }“ ist da: { $amount }. { $terms ->
        [replaced] Eine neue Rechnung sagt, was bleibt; was sie nicht enthält, wird auf Ihr Bankkonto erstattet.
       *[refunded] Erstattet wird auf Ihr Bankkonto.
    }
    .subject = Gutschrift { $number }: { $milestone }
invoice-waiting =
    „{ $milestone }“ von „{ $title }“ ist abgeschlossen, und die Rechnung dazu wartet: Wir wissen noch nicht, auf wen sie auszustellen ist. Bitte geben Sie die Rechnungsangaben Ihrer Organisation ein; diese Rechnung und jede andere, die wartet, wird dann sofort ausgestellt.
    .subject = Ihre Rechnung wartet auf Rechnungsangaben
bank-details-set =
    { $whose ->
        [client] die Bankdaten Ihrer Organisation für Erstattungen wurden gesetzt
        [space] die Bankdaten Ihres Space wurden gesetzt
       *[own] Ihre Bankdaten wurden gesetzt
    }: Ab den nächsten Auszahlungen geht Geld auf das Konto, das auf { $ends } endet und auf { $holder } lautet.

    Falls Sie das nicht waren und auch niemand, der es darf, setzen Sie die Bankdaten neu, ändern Sie Ihr Passwort und schreiben Sie sofort dem Netzwerk.
    .subject = { $whose ->
        [client] Die Bankdaten Ihrer Organisation wurden gesetzt
        [space] Die Bankdaten Ihres Space wurden gesetzt
       *[own] Ihre Bankdaten wurden gesetzt
    }
payout-settled =
    die Bank hat { $amount } auf das Konto gebucht, das auf { $ends } endet. { $whose ->
        [client] Es ist die Erstattung an Ihre Organisation.
        [space] Der Betrag kommt in die Abrechnung Ihres Space für { $month }.
       *[own] Der Betrag kommt in Ihre Abrechnung für { $month }.
    }
    .subject = Ausgezahlt: { $amount }
payout-came-back =
    { $how ->
        [rejected] die Bank hat { $amount } für das Konto, das auf { $ends } endet, nicht angenommen.
       *[returned] die Bank hat { $amount } für das Konto, das auf { $ends } endet, zurückgegeben.
    } Als Grund nennt sie: { $why }. Der Betrag steht Ihnen wieder zu, und nichts ist verloren. { $account ->
        [unusable] Bitte setzen Sie Ihre Bankdaten neu, auch wenn sie doch stimmen: Bis dahin wird auf dieses Konto nichts gezahlt.
       *[usable] Er geht mit den nächsten Auszahlungen wieder hinaus; wenn Ihre Bankdaten nicht stimmen, setzen Sie sie neu.
    }
    .subject = Zurückgekommen: { $amount }
sent-back-came-back =
    die Bank hat { $amount }, die niemand angefordert hatte und die auf das Konto zurückgehen sollten, das auf { $ends } endet, { $how ->
        [rejected] nicht angenommen
       *[returned] zurückgegeben
    }. Als Grund nennt sie: { $why }. Das Geld steht wieder dem zu, der es gezahlt hat. { $account ->
        [unusable] Auf dieses Konto geht nichts mehr: Senden Sie das Geld auf anderem Weg zurück und erledigen Sie es mit einem Vermerk, unter „Geldeingänge“, „Alles“.
       *[usable] Es geht mit der nächsten Sammelzahlung wieder hinaus.
    }
    .subject = Zurückgekommen: { $amount }
refund-account-asked =
    { $amount } gehen an Ihre Organisation zurück und warten: Noch ist nicht bekannt, auf welches Bankkonto. Tragen Sie unter „Rechnungsangaben“ ein, wohin Erstattungen gehen; was wartet, geht mit den nächsten Auszahlungen danach hinaus.
    .subject = Auf welches Konto sollen { $amount } zurückgehen?
statement-closed =
    { $whose ->
        [space] die Abrechnung Ihres Space
       *[own] Ihre Abrechnung
    } für { $month } ist da: Nummer { $number }, mit { $count ->
        [one] { $count } Zeile
       *[other] { $count } Zeilen
    }. Sie ist geschlossen; was später kommt, steht in der nächsten.
    .subject = { $whose ->
        [space] Die Abrechnung Ihres Space für { $month }
       *[own] Ihre Abrechnung für { $month }
    }
finder-set =
    es wurde vermerkt, dass Sie { $name } an das Netzwerk vermittelt haben. Ab { $from } gehört Ihnen ein Anteil an der Gebühr des Netzwerks für alles, was dieser Auftraggeber vergibt. Er steht in Ihren Abrechnungen; für niemanden wird es teurer.
    .subject = Von Ihnen vermittelt: { $name }
terms-of-space =
    ab { $from } nimmt { $space } eine Provision von { $rate } dessen, was die Mitglieder dort verdienen. Für Arbeit, die vor diesem Tag den Zuschlag bekommt, gelten die Konditionen von damals.

    { $bounds }
    .subject = Neue Konditionen: { $space }
terms-of-network =
    ab { $from } gilt: { $kind ->
        [fee_tax] Die Steuer auf die Gebühr des Netzwerks beträgt { $rate } davon
        [fund] Der Beitrag zum Solidarfonds beträgt { $rate } dessen, was Mitglieder verdienen
       *[network] Die Gebühr des Netzwerks beträgt { $rate } dessen, was Mitglieder verdienen
    }. Für Arbeit, die vor diesem Tag den Zuschlag bekommt, gelten die Konditionen von damals.

    { $bounds }
    .subject = Neue Konditionen des Netzwerks
at-least = – mindestens { $least } von jeder Freigabe
at-most = – höchstens { $most } im Jahr von der Arbeit eines Mitglieds

## Übergaben

handover-asked =
    jemand bittet darum, dass ein Platz in einem laufenden Auftrag übergeben wird. Sie haben mit keiner der beiden Seiten zu tun, können den Fall also übernehmen. Grund und Worte sehen nur Ombudspersonen.
    .subject = Ein Platz soll übergeben werden
handover-refused =
    eine Ombudsperson hat Ihre Bitte geprüft, und der Platz „{ $role }“ von „{ $title }“ bleibt, wie er ist. Sie schreibt:

    { $words }
    .subject = Der Platz bleibt, wie er ist: { $title }
handover-confirmed =
    der Platz „{ $role }“ von „{ $title }“ geht in der Woche ab { $week } an jemand anderen. Bis dahin hat ihn { $name }. Wir suchen, wer am besten zu denen passt, die bleiben, und Sie hören von uns, sobald jemand übernimmt.
    .subject = Ein Platz wird übergeben: { $title }
handover-of-yours-confirmed =
    Ihr Platz „{ $role }“ von „{ $title }“ geht in der Woche ab { $week } an jemand anderen; bis dahin gehört er Ihnen. Sobald jemand übernimmt, sind Ihre Stunden ab dieser Woche wieder frei. Von dem, was noch nicht freigegeben ist, bekommen Sie den Teil Ihrer Wochen, sofern die Ombudsperson keinen anderen festgelegt hat. Was Sie geleistet haben, bleibt Ihres, auch als Nachweis.
    .subject = Ein Platz wird übergeben: { $title }
handover-done =
    { $incoming } übernimmt in der Woche ab { $begins } den Platz „{ $role }“ von „{ $title }“, den bisher { $outgoing } hatte. Was der Auftrag kostet, bleibt gleich.
    .subject = Jemand übernimmt den Platz: { $title }
handover-of-yours-done =
    { $incoming } übernimmt in der Woche ab { $begins } Ihren Platz „{ $role }“ von „{ $title }“. Ihre Stunden sind ab der Woche vom { $week } wieder frei. Danke für Ihre Arbeit; Ihr Teil daran steht in Ihren Aufträgen.
    .subject = Jemand übernimmt den Platz: { $title }
handover-to-you =
    der Platz „{ $role }“ von „{ $title }“ gehört ab der Woche vom { $begins } Ihnen, und Ihre Stunden sind gebucht. Ihr Teil an jeder Etappe steht in Ihren Aufträgen.
    .subject = Der Platz gehört Ihnen: { $title }
handover-unfilled =
    niemand, der für den Platz „{ $role }“ von „{ $title }“ passt, ist ab der Woche vom { $begins } frei. Sie können warten und ihn ab einer späteren Woche für ebenso viele Wochen neu anbieten lassen; oder Sie lassen den Platz enden und zahlen weniger für die Etappen, die noch nicht freigegeben sind.
    .subject = Ein Platz ist noch offen: { $title }
handover-cut =
    der Platz „{ $role }“ von „{ $title }“ endet vor der Woche vom { $week }.
    .subject = Ein Platz endet: { $title }
handover-cut-for-client =
    der Platz „{ $role }“ von „{ $title }“ endet vor der Woche vom { $week }. Sie zahlen { $saved } weniger als vereinbart; was Sie davon schon eingezahlt hatten, ist auf dem Weg zurück zu Ihnen.
    .subject = Ein Platz endet: { $title }
handover-withdrawn =
    den Platz „{ $role }“ von „{ $title }“ behält nun doch { $name }.
    .subject = Ein Platz bleibt, wie er ist: { $title }

## Streitfälle

dispute-opened =
    { $who } hat einen Streitfall zu „{ $title }“ eröffnet. { $eye ->
        [member] { $amount }, Ihr Teil dessen, worum es geht, bleiben verwahrt, bis er vorbei ist; alles andere läuft wie vereinbart weiter.
       *[client] { $amount } ohne Steuer bleiben verwahrt, bis er vorbei ist; alles andere läuft wie vereinbart weiter.
    }

    Die andere Seite ist gebeten, bis { $until } Stellung zu nehmen. Dann entscheidet eine neutrale, ausgeloste Ombudsperson. Sie können sich auch jederzeit selbst auf eine Aufteilung einigen.
    .subject = Ein Streitfall wurde eröffnet: { $title }
dispute-statement =
    { $who } hat im Streitfall zu „{ $title }“ Stellung genommen.
    .subject = Eine Stellungnahme im Streitfall: { $title }
dispute-heard =
    der Streitfall zu „{ $title }“ geht weiter. { dispute-voices } { $steward ->
        [none] Zurzeit gibt es keine Ombudsperson ohne Verbindung zu einer der beiden Seiten; wir suchen jeden Tag danach.
       *[drawn] Die Ombudsperson entscheidet bis { $until }. Bis dahin können Sie ergänzen, was Sie gesagt haben.
    }
    .subject = Der Streitfall geht weiter: { $title }
dispute-to-decide =
    bitte entscheiden Sie den Streitfall zu „{ $title }“ bis { $until }. { dispute-voices }
    .subject = Der Streitfall geht weiter: { $title }
dispute-voices = { $voices ->
    [one] Die andere Seite hat nicht rechtzeitig Stellung genommen; das ist vermerkt und zählt für sich allein nichts.
   *[both] Beide Seiten haben Stellung genommen.
}
dispute-drawn =
    Sie wurden ausgelost, { $duty ->
        [panel] um über eine Berufung mit abzustimmen
        [opened] um einen Streitfall zu entscheiden, sobald beide Seiten Stellung nehmen konnten
       *[heard] um einen Streitfall zu entscheiden; beide Seiten konnten Stellung nehmen
    }. Es geht um „{ $title }“. Wenn Sie jemanden auf einer der beiden Seiten kennen oder den Fall nicht übernehmen können, treten Sie zurück, dann wird jemand anderes ausgelost.
    .subject = Für einen Streitfall ausgelost: { $title }
# What was told to a client before it was said how much comes back is kept without that.
dispute-decided =
    die Ombudsperson hat den Streitfall zu „{ $title }“ entschieden. { $eye ->
        [member] Von dem, was strittig war, gehören { $amount } Ihnen, vor der Aufteilung.
        [client-with-back] Von dem, was strittig war, gehen { $amount } an die Mitglieder, vor der Aufteilung, und der Rest kommt zu Ihnen zurück: { $back }.
       *[client] Von dem, was strittig war, gehen { $amount } an die Mitglieder, vor der Aufteilung, und der Rest kommt zu Ihnen zurück.
    } Die Gründe stehen in der App.

    Bis { $until } können Sie einmal Berufung einlegen; dann stimmen drei andere Ombudspersonen ab. Ohne Berufung wird die Entscheidung nach diesem Tag umgesetzt oder sobald beide Seiten sie annehmen.
    .subject = Der Streitfall ist entschieden: { $title }
dispute-appealed =
    { $who } hat gegen die Entscheidung zu „{ $title }“ Berufung eingelegt. Ombudspersonen, die nicht beteiligt waren, werden ausgelost und stimmen bis { $until } ab; die mittlere ihrer Stimmen ist das Ergebnis.
    .subject = Gegen die Entscheidung wurde Berufung eingelegt: { $title }
# What was told to a client before it was said how much comes back is kept without that.
dispute-split =
    { $who } schlägt vor, wie der Streitfall zu „{ $title }“ enden könnte: { $eye ->
        [member] { $amount } würden Ihnen gehören, vor der Aufteilung
        [client-with-back] { $amount } würden an die Mitglieder gehen, vor der Aufteilung, und der Rest käme zu Ihnen zurück: { $back }
       *[client] { $amount } würden an die Mitglieder gehen, vor der Aufteilung, und der Rest käme zu Ihnen zurück
    }. So wird er beigelegt, wenn alle Beteiligten zustimmen. Die Ombudsperson sieht diesen Vorschlag nicht.
    .subject = Eine Aufteilung ist vorgeschlagen: { $title }
dispute-settled =
    der Streitfall zu „{ $title }“ ist beigelegt. { $outcome ->
        [decided] Die Entscheidung wird umgesetzt.
        [panel] Das Gremium hat abgestimmt.
        [upheld] Für die Berufung fand sich niemand, der abstimmt, daher bleibt es bei der Entscheidung der Ombudsperson.
       *[agreed] Sie haben sich auf eine Aufteilung geeinigt.
    } { $eye ->
        [member] { $amount } gehören Ihnen, vor der Aufteilung, und stehen bei Ihrem Verdienst.
       *[client] { $amount } werden den Mitgliedern gutgeschrieben, vor der Aufteilung, und der Rest dessen, was strittig war, { $back }, kommt zu Ihnen zurück.
    }
    .subject = Der Streitfall ist beigelegt: { $title }
dispute-withdrawn =
    der Streitfall zu „{ $title }“ wurde zurückgenommen. Was eingefroren war, gehört wieder zur Etappe und wartet auf die Abnahme.
    .subject = Der Streitfall wurde zurückgenommen: { $title }
dispute-off-your-desk =
    der Streitfall zu „{ $title }“ wurde zurückgenommen; es gibt nichts mehr zu entscheiden.
    .subject = Der Streitfall wurde zurückgenommen: { $title }
dispute-statement-due =
    bis { $until } können Sie im Streitfall zu „{ $title }“ Stellung nehmen.
    .subject = Bald fällig in einem Streitfall: { $title }
dispute-decision-due =
    bitte entscheiden Sie den Streitfall zu „{ $title }“ bis { $until }.
    .subject = Bald fällig in einem Streitfall: { $title }
dispute-appeal-due =
    nach dem { $until } wird die Entscheidung zu „{ $title }“ umgesetzt, sofern keine Seite Berufung einlegt.
    .subject = Bald fällig in einem Streitfall: { $title }
dispute-vote-due =
    bitte stimmen Sie bis { $until } über die Berufung zu „{ $title }“ ab.
    .subject = Bald fällig in einem Streitfall: { $title }

## Mitglieder

calendar-failing =
    Ihr Kalender „{ $name }“ war dreimal hintereinander nicht lesbar. { $problem }

    Was er zuvor sagte, zählt weiter, und er wird mindestens einmal am Tag wieder abgefragt. Falls sich seine Adresse geändert hat, entfernen Sie den Kalender und fügen Sie ihn neu hinzu.
    .subject = Ihr Kalender ist nicht lesbar: { $name }
connection-asked =
    { $by ->
        [host] ein Betreiber Ihres Space hat einen Kontakt zwischen Ihnen und { $with } vermerkt
       *[member] { $with } hat einen Kontakt mit Ihnen vermerkt
    }, am { $day }: { connection }. Falls es so war, bestätigen Sie es: Dann zählt es, wenn Teams gebildet werden, denn wer einander kennt, arbeitet gut zusammen. Falls nicht, sagen Sie Nein oder tun Sie nichts: Der Vermerk verfällt von selbst und zählt nirgends.
    .subject = War es so? { connection }: { $with }
connection = { $kind ->
    [introduction] Vorstellung
    [advice] Rat
    [support] Hilfe
   *[paid_work] bezahlte Arbeit
}

## Schreibtische

policy-proposed =
    eine Ombudsperson schlägt andere Regeln vor. Warum, in ihren Worten: { $why }

    Annehmen kann sie eine andere Ombudsperson.
    .subject = Neue Regeln sind vorgeschlagen
policy-adopted =
    die Regeln, die Sie vorgeschlagen haben, sind als Fassung { $version } angenommen. Sie gelten ab { $from }.
    .subject = Ihre Regeln sind angenommen
policy-withdrawn =
    eine andere Ombudsperson hat die Regeln abgelehnt, die Sie vorgeschlagen haben. Sichtbar bleiben sie.
    .subject = Ihr Vorschlag ist abgelehnt
webhook-tested =
    dies ist eine Nachricht zur Probe.
    .subject = Eine Probe
webhook-stopped =
    Ihr Webhook unter { $url } ist angehalten: Seinem Server ließ sich eine Nachricht nicht zustellen. { $why } Keine Nachricht ist verloren: Reparieren Sie den Server, setzen Sie den Webhook fort und lassen Sie senden, was liegen blieb.
    .subject = Ein Webhook ist angehalten
job-dead =
    etwas, das Muster von selbst tut, etwa eine E-Mail senden, ist so oft misslungen, dass es aufgegeben wurde. Sehen Sie nach, woran es lag; sobald das behoben ist, lassen Sie es noch einmal versuchen. Sie erfahren es einmal am Tag, wie viele es auch sind.
    .subject = Arbeit wurde aufgegeben
run-unequal =
    bei { $run } war der Pool oder das Ergebnis ein anderes, nachdem Spaces, Konditionen und Betreiber vertauscht worden waren. Niemand darf danach ausgewählt werden, wo sein Schreibtisch steht; bitte bilden Sie keine Teams mehr, bis die Ursache gefunden ist. Was verglichen wurde, steht im Zertifikat des Laufs.
    .subject = Ein Lauf hängt von Spaces ab
bank-contradicted =
    eine Datei der Bank meldet { $count ->
        [1] etwas, das nicht sein kann
        [one] { $count } Sache, die nicht sein kann
       *[other] { $count } Dinge, die nicht sein können
    }. Zuerst: { $first }

    Dadurch wurde nichts bewegt, und wer davon betroffen ist, steht in keinem Stapel, bis die Verwaltung über die Auszahlung entschieden hat.
    .subject = Die Bank meldet, was nicht sein kann
book-faulty =
    die Nachzählung des Buchs fand in der Nacht vom { $day } { faults }. Der erste: { $fault }

    Nichts wurde verändert. `muster book verify` nennt alle; bitte zahlen Sie nichts aus, bis sie verstanden sind.
    .subject = Das Buch geht nicht auf
audit-faulty =
    die Durchsicht des Protokolls fand in der Nacht vom { $day } { faults }. Der erste: { $fault }

    Nichts wurde verändert. `muster audit verify` nennt alle. Jemand hat die Datenbank hinter dem Rücken von Muster verändert, oder eine ältere Kopie wurde zurückgespielt.
    .subject = Das Protokoll wurde verändert
faults = { $count ->
    [one] { $count } Fehler
   *[other] { $count } Fehler
}
