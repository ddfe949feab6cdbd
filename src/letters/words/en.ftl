### What people are told, in English.
###
### A letter has a subject and a text; the text follows a salutation, and begins in lower case. Each letter stands in every
### catalogue with the same blanks. What has no subject stands within another letter.

## Around every letter

greeting = Hello { $name },
greeting-to-nobody = Hello,
footer = What you are told, how, and when, is yours to choose: { $link }
as-written = { $text }
    .subject = { $subject }
digest = { $lines }
    .subject = { $count ->
        [one] { $count } notice from Muster
       *[other] { $count } notices from Muster
    }
taxed = { $gross } ({ $net } and { $tax } of tax)

## Accounts

please-verify =
    please confirm that this address is yours, with the password that you chose:

    { $link }

    The link is good for a day. If you did not sign up, nothing happens when you leave it alone.
    .subject = Please confirm your address
already-here =
    somebody, perhaps you, tried to sign up with this address, and it has an account already. If you forgot the password, set a new one here:

    { $link }
    .subject = You are already here
new-password =
    set your new password here:

    { $link }

    The link is good for a day. If you did not ask for it, nothing happens when you leave it alone.
    .subject = A new password
password-changed =
    your password was changed, and every other session has ended. If it was not you, set a new one by mail:

    { $link }
    .subject = Your password was changed
new-device =
    somebody, most likely you, signed in with { device }, where you were not signed in before. If it was not you, end that session and choose a new password:

    { $link }
    .subject = A new sign-in
device = { $browser ->
    [none] { $system ->
        [none] a program
       *[other] a program on { $system }
    }
   *[other] { $system ->
        [none] { $browser }
       *[other] { $browser } on { $system }
    }
}
account-closed =
    your account is closed, and what said who you are is deleted. What the law wants kept, and what others’ accounts rest on, stays under a pseudonym. This is the last mail that you get; with the same address you can sign up anew.
    .subject = Your account is closed
hat-taken =
    you do not wear the { $hat } hat any more, and you were signed out everywhere. With the other hats that you hold, if any, you can sign in again.
    .subject = A hat was taken away
signed-out =
    an admin of this network signed you out everywhere. You can sign in again with your password. If somebody else may know it, set a new one by mail:

    { $link }
    .subject = You were signed out everywhere
please-join =
    { $inviter } asks you to act for { $client } on { $network }, as { role }:

    { $link }

    The link is good once, for seven days. If you know nothing of it, leave it alone, and nothing happens.
    .subject = Act for { $client } on Muster
person-joined =
    { $name } ({ $email }) followed your invite and acts for { $client } from now on, as { role }.
    .subject = Somebody acts for you
person-vouched-for =
    { $name } ({ $email }) signed in by your organisation’s provider for the first time, and acts for it from now on, as { role }.
    .subject = Somebody acts for you
domain-confirmed =
    { $domain } is confirmed as a domain of your organisation. Your people sign in by your own provider from now on, where it is switched on.
    .subject = Your domain is confirmed
domains-wait =
    { $organisation } says that these domains are its own: { $domains }. Make sure that they are, and confirm them:

    { $link }
    .subject = Domains wait to be confirmed
role = { $role ->
    [approver] approver
    [finance] finance
   *[requester] requester
}
api-key-made =
    { $maker } made an API key for your organisation: “{ $name }”, which begins with { $begins } and may be used for: { $scopes }. If that should not be, revoke it.
    .subject = A new API key
passkey-added =
    a passkey was added to your account, called “{ $passkey }”. Whoever can unlock its device signs in with it, without your password. If it was not you, remove it, and set a new password:

    { $link }
    .subject = A passkey was added
passkey-removed =
    the passkey called “{ $passkey }” was removed from your account, and every other session has ended. Its device may still offer it; it signs in nobody. If it was not you, set a new password:

    { $link }
    .subject = A passkey was removed
passkeys-removed =
    those who run the network removed your passkeys, and every session has ended. Sign in with your password, and add them again:

    { $link }
    .subject = Your passkeys were removed
passkey-copied =
    somebody tried to use the passkey called “{ $passkey }”. Its device counts how often it is used, and this time it counted back, as a copy would. They are not in. Remove that passkey, and add a new one:

    { $link }
    .subject = A passkey may have been copied
second-factor-on =
    from now on, signing in takes a code from your app as well as your password, and every other session has ended. Keep the recovery codes where you find them without your phone. If it was not you, set a new password and ask those who run the network to take the second factor away:

    { $link }
    .subject = A second factor was turned on
second-factor-off =
    your second factor was turned off: a password is enough to sign in, and every other session has ended. If it was not you, set a new password and turn it on again:

    { $link }
    .subject = Your second factor was turned off
recovery-codes-made =
    new recovery codes were made for your account, and the ones before are good no more. If it was not you, set a new password:

    { $link }
    .subject = New recovery codes
recovery-code-used =
    a recovery code of yours was used in place of a code from your app. Left are { $left }. If it was not you, set a new password; if they run out, make new ones:

    { $link }
    .subject = A recovery code was used
wrong-codes =
    somebody gave your password at the sign-in, and then { $count ->
        [one] { $count } code that was wrong
       *[other] { $count } codes that were wrong
    }. They are not in. If it was not you, they know your password: set a new one.

    { $link }
    .subject = Wrong codes at your sign-in

## Seats that are offered

invitation-offered =
    there is a seat for you in a team: { $role }, for “{ $title }”.

    { $description }

    When: { hours-a-week } for { weeks }, from Monday, { $from }
    Rate: { $rate } an hour, { $amount } in all
    You keep: { $keeps }

    Why you: { $eligible ->
        [one] { $eligible } member
       *[other] { $eligible } members
    } could take this seat, and the team with you in it is the best by our published policy. Your points, of 1000 each: fit { $fit }, evidence { $proof }, turn { $turn }.

    Please answer by { $until }. Saying no needs no reason, costs you nothing, and is shown to nobody.
    .subject = A seat for you: { $role }
hours-a-week = { $hours ->
    [one] { $hours } hour a week
   *[other] { $hours } hours a week
}
weeks = { $weeks ->
    [one] { $weeks } week
   *[other] { $weeks } weeks
}
invitation-closed =
    the seat that you were offered for “{ $title }” is not needed any more. You need not do anything, and it counts as if it had never been offered.
    .subject = No longer needed: { $title }
invitation-reminded =
    the seat “{ $role }” for “{ $title }” waits for your answer until { $until }. Without one it goes to somebody else; that costs you nothing, and neither does a no.
    .subject = Until { $day }: { $title }
counter-asked =
    the member whom Muster asked to take the seat “{ $role }” for “{ $title }” would take it for fewer hours a week than its { $hours }. What that is and what it would cost is told on the page of the brief. Without an answer by { $until } your brief stands as it is.
    .subject = Fewer hours? { $title }
counter-held =
    what you asked for holds: the seat “{ $role }” for “{ $title }” is yours at { $rate } an hour, { hours-a-week }, { $amount } in all. You keep { $keeps }.
    .subject = It holds: { $title }
counter-refused =
    thank you for saying what you would take for “{ $title }”: { $wish ->
        [rate] at that rate another team fits better by the published policy
       *[hours] the seat needs its hours as they are
    }. The offer as it was stands until { $until }; whether you take it or not costs you nothing.
    .subject = The offer stands: { $title }
standby-asked =
    the seat “{ $role }” for “{ $title }” is taken, and you are the next best for it. Would you stand by, in case it falls free? It is { hours-a-week } for { weeks } from Monday, { $from }, at { $rate } an hour; of { $amount } in all you would keep { $keeps }. Nothing is held for you, you stay free for other work, and you may step back at any time. If the seat falls free, you are asked first. Please answer by { $until }; a no costs nothing.
    .subject = Would you stand by? { $title }
standby-needed =
    the seat “{ $role }” for “{ $title }” for which you stand by has fallen free, and you are the first to be asked. The invitation is with you; it waits for a shorter time than usual, because a team is waiting.
    .subject = The seat is free: { $title }
standby-released =
    the seat “{ $role }” for “{ $title }” needs nobody to stand by any more, so you are free of it. Thank you for being there; it counts neither for nor against you.
    .subject = You need not stand by any more: { $title }

## Briefs and bids

no-team =
    no team of our members meets everything that “{ $title }” asks for. What is missing, seat by seat, is told on the page of the brief. Often one wish makes the difference: a level, an hour, a later start.
    .subject = No team yet: { $title }
bids-opened =
    the deadline of “{ $title }” has passed, and { $count ->
        [1] one team is
        [one] { $count } team is
       *[other] { $count } teams are
    } ready to begin. Compare and choose here.
    .subject = Your bids are open: { $title }
brief-lapsed =
    the deadline of “{ $title }” has passed, and no team was complete in time. A new brief with a looser wish or later weeks may find one.
    .subject = No bid: { $title }
brief-without-team =
    the deadline of “{ $title }” has passed: no team could be formed that meets everything it asks for, and there was no bid. A new brief with a looser wish or later weeks may find one.
    .subject = No bid: { $title }
brief-without-bid =
    the deadline of “{ $title }” has passed, and nobody had made a bid. A new brief with a looser wish, with later weeks, or for which teams are formed as well may find a team.
    .subject = No bid: { $title }
brief-run-out =
    the day on which the work in “{ $title }” was to begin has passed, and none of its bids was awarded. So the brief has lapsed, and its bids with it. If you still want the work done, begin a new brief with later weeks.
    .subject = Lapsed: { $title }
team-complete =
    everybody in your team for “{ $title }” has said yes. The bid of { $price } is sealed until the deadline; then the client chooses, and you hear from us either way.{ $above }

    The seal of your bid:

    { $seal }

    Keep it if you like: after the deadline we tell you the nonce, with which anybody can see that nobody changed the bid.
    .subject = Your team is complete: { $title }
above-budget = { " " }That is { $by } above the budget of the brief, which the client will see beside the price.
bid-lost =
    the client chose another team for “{ $title }”. Yours, at { $price }, was complete and ready, which is more than most get to.{ $why }

    Your hours are free again for other seats, and what you are entitled to in the turn ledger stays as it is. Nobody but your own team sees this.
    .subject = Not this time: { $title }
bid-compared =
    { "" }

    Your team’s points by the published policy, and those of the team that was chosen:

    { $points }

    { $term ->
        [none] By points yours was ahead in everything; the client weighed something else.
       *[other] What would have changed most: { $more ->
            [one] { $more } more point
           *[other] { $more } more points
        } for { term }.
    }
term-points = – { term }: { $ours } and { $theirs }
term = { $term ->
    [fit] knowing what is needed
    [proof] evidence of it
    [turn] being due for a turn
    [thrift] costing less than the cap
    [near] living close by
   *[cohesion] knowing each other
}
seat-lost =
    you were booked by another engagement, and have not enough hours left for the seat that you had accepted in “{ $title }”. The seat is offered to somebody else.
    .subject = Your seat falls free: { $title }
bid-reopened =
    a member of the team that bids { $price } for “{ $title }” was booked by another engagement. Muster is asking the member who changes the team least, and you hear from us whether the bid is complete again.
    .subject = A seat is being filled again: { $title }
bid-whole-again =
    the team for “{ $title }” whose seat had to be filled again is complete, at { $price }. You can award it now.
    .subject = Complete again: { $title }
bid-unfilled =
    nobody could be found for the seat that fell free in the team that bid { $price } for “{ $title }”. The other bids stand.
    .subject = A bid has ended: { $title }
hours-released =
    the client of “{ $title }” has not decided yet, and your hours have been held long enough. They are free for other work from now on. The bid stands: if it is awarded while you still have the hours, the seat is yours.
    .subject = Your hours are free again: { $title }
open-for-bids =
    a brief in a category that you chose is open for bids: “{ $title }”. Its seats: { $seats }.

    You can offer to take a seat, or bid with a crew, until { $until }. Bids are sealed until then.
    .subject = Open for bids: { $title }
bid-to-sign =
    your crew bids { $price } for “{ $title }”, with a seat of { $cost } for you.{ $above } This is revision { $revision }. Please look at your seat, your hours and your share, and sign it off before the deadline, or say in your crew what should change.

    Nothing is bid in your name unless you sign it off.
    .subject = To sign off: { $title }
bid-incomplete =
    your team’s bid of { $price } for “{ $title }” has ended: not everybody whom it needs said yes in time. Your hours are free again, and what you are entitled to in the turn ledger stays as it is.
    .subject = Not complete in time: { $title }
offer-passed-over =
    the deadline of “{ $title }” has passed, and your offer is not part of a bid: either a seat beside yours was not offered, or the best team that all offers allow was another one. Your hours are free again. Nobody but you was told what you offered.
    .subject = Not this time: { $title }
offer-brief-withdrawn =
    the client has taken “{ $title }” back, and your offer to take a seat in it is over. Your hours are free again. Nobody but you was told what you offered.
    .subject = Taken back: { $title }
offer-lost =
    you were booked by another engagement, and have not enough hours left for the seat that you offered to take in “{ $title }”. Your offer is over; until the deadline you can make another one.
    .subject = Your offer is over: { $title }
offer-composed =
    the deadline of “{ $title }” has passed, and your offer is part of the best team that the offers allow. It bids { $price }. Its page says with whom.

    The client chooses now, and you hear from us either way.
    .subject = Your offer is part of a bid: { $title }
bid-withdrawn-by-a-mate =
    somebody in your team has withdrawn the bid of { $price } for “{ $title }”. Your hours are free again.
    .subject = Withdrawn: { $title }
bid-withdrawn =
    the team that bid { $price } for “{ $title }” has withdrawn its bid. The others stand.
    .subject = A bid was withdrawn: { $title }
brief-withdrawn =
    the client has taken “{ $title }” back, and your bid of { $price } ends with it; nobody else was chosen. Your hours are free again.
    .subject = Taken back: { $title }
bid-run-out =
    the day on which the work in “{ $title }” was to begin has passed, and its client awarded nothing. Your bid of { $price } ends with the brief; nobody else was chosen. Your hours are free, and what you are entitled to in the turn ledger stays as it is.
    .subject = Nothing was awarded: { $title }
bid-to-change =
    one of you was booked by another engagement, and has not enough hours left for your bid of { $price } for “{ $title }”. As it is it cannot be awarded, so it is revision { $revision } now, which nobody has signed off. Until { $until } any of you can change who takes which seat, and everybody signs that off.
    .subject = To change: { $title }
bid-hours-gone =
    one of you was booked by another engagement, so that your bid of { $price } for “{ $title }” cannot be awarded any more. It has ended, and the hours of the others are free again.
    .subject = Not possible any more: { $title }
bid-ended =
    a member of the team that bid { $price } for “{ $title }” was booked by another engagement, and only its authors could have said who is in that team. The other bids stand.
    .subject = A bid has ended: { $title }
crew-invited =
    { $from } asks you to join the crew “{ $name }”, to bid together for work. Nothing is bid in your name unless you sign it off yourself.
    .subject = Join the crew “{ $name }”?
question-asked =
    somebody who may bid on “{ $title }” asks:

    { $words }

    Everybody who may bid will see the question and your answer.
    .subject = A question: { $title }
question-answered =
    the client has answered your question about “{ $title }”:

    { $words }
    .subject = Answered: { $title }
question-put =
    the client of “{ $title }” asks everybody who bids:

    { $words }

    What you reply stays within your bid.
    .subject = The client asks: { $title }

## Engagements

engagement-awarded =
    your team for “{ $title }” is set: { $seats ->
        [one] { $seats } seat
       *[other] { $seats } seats
    }, { $price } altogether{ $taxed ->
        [no] .
       *[yes] , and { $rate } of tax on top.
    }

    The milestones:

    { $plan }

    Fund the first one, and the members can begin. What you fund is held until you accept the work.
    .subject = Your team is set: { $title }
week-of-work = Week { $first-week }
weeks-of-work = Weeks { $first-week } to { $last-week }
milestone-of-engagement = { $engagement }: { $milestone }
planned = – { $milestone }: { $amount }, due on { $due }
seat-won =
    the client chose your team for “{ $title }”. Your hours are booked.

    Your seat is “{ $role }”: { hours-a-week } for { weeks }, from { $from } on. It comes to { $amount }, of which you keep { $keeps }.

    Work begins when the client has funded the first milestone. You get a mail then.
    .subject = You won: { $title }
milestone-funded =
    the client has funded “{ $milestone }” of “{ $title }”, due on { $due }. The money is held; your part of it, after the split, is { $part }. Submit the milestone when it is done.
    .subject = Funded: { $milestone }
milestone-submitted =
    the members say that “{ $milestone }” of “{ $title }” is done. Have a look; when you accept it, what you funded is released: { $amount }.
    .subject = Submitted: { $milestone }
milestone-released =
    “{ $milestone }” of “{ $title }” is accepted, and what was held for it is released: { $amount }.
    .subject = Released: { $milestone }
milestone-released-to-you =
    the client accepted “{ $milestone }” of “{ $title }”. Your part of it, after the split, is { $part }; it stands in your earnings now.
    .subject = Released: { $milestone }
milestone-refunded =
    of what you paid for “{ $milestone }” of “{ $title }”, { $amount } goes back to you: { $reason }
    .subject = Refunded: { $milestone }
milestone-refunded-by-you =
    of what was paid for “{ $milestone }” of “{ $title }”, { $part } of your part goes back to the client: { $reason }

    It is taken off your balance. Where that falls below zero, what you earn next makes up for it.
    .subject = Refunded: { $milestone }
engagement-ended =
    “{ $title }” ends. The milestones that were not funded are left out, and you pay { $saved } less than was agreed. { rest-of-engagement }
    .subject = The engagement ends: { $title }
engagement-ended-for-you =
    the client ends “{ $title }”. The milestones that were not funded are left out, and nothing is due for them. { rest-of-engagement } Your booked hours after that are free again.
    .subject = The engagement ends: { $title }
rest-of-engagement = { $rest ->
    [held] What is held stays held: those milestones are submitted, and accepted or disputed, as agreed.
   *[nothing] No money is held, so it is over now.
}
engagement-completed =
    “{ $title }” is completed: nothing is left to pay. You have two weeks to say how it was; nobody reads it before both sides have spoken or the time is over.
    .subject = Completed: { $title }
reviews-reminder =
    until { $until } you can say how { $whom ->
        [team] the team and its members were
       *[client] the client was
    } in “{ $title }”. Nobody reads it before both sides have spoken or the time is over; then each side reads the other.
    .subject = How was it: { $title }
reviews-revealed =
    what both sides said of “{ $title }” is open to them now. It stays as it is, for three years.
    .subject = Reviews: { $title }

## Payments

funding-asked =
    to fund “{ $milestone }” of “{ $title }”, transfer the money so that it is there by { $last }:

    { $transfer }

    The reference says what the money is for: write it on the transfer as it stands here. The members begin when the money is there; it is held until you accept the work.
    .subject = To be paid: { $milestone }
funding-asked-misfit =
    to fund “{ $milestone }” of “{ $title }”, { $asked } is asked for, to be there by { $last }. This came for it before, and did not fit what was asked for then:

    { $came }

    Do not transfer that money again. Where it is exactly the amount that is asked for now, the network uses it, and there is nothing to do. Where it is not, the network clears it up with you or sends it back, and the whole amount is to be transferred:

    { $transfer }

    The reference says what the money is for: write it on the transfer as it stands here.
    .subject = To be paid: { $milestone }
funding-due =
    the money for “{ $milestone }” of “{ $title }” is not there yet. The last day for it is { $last }; after that the request expires.

    { $transfer }

    If it is on its way already, there is nothing to do.
    .subject = Still to be paid: { $milestone }
funding-rest-due =
    part of the money for “{ $milestone }” of “{ $title }” came, and { $missing } of { $asked } is not there yet. The last day for it is { $last }; after that the request expires.

    { $transfer }

    Do not transfer the whole amount again. If the rest is on its way already, there is nothing to do.
    .subject = The rest is still to be paid: { $milestone }
transfer-amount = – Amount: { $amount }
transfer-to = – To: { $name }
transfer-as-agreed = – To: the account as agreed
transfer-iban = – IBAN: { $iban }
transfer-bic = – BIC: { $bic }
transfer-reference = – Reference: { $reference }
funding-late =
    { $amount } came in for “{ $milestone }” of “{ $title }”, with the reference { $reference } of a request that is over. The network uses it for a new request of exactly this amount, or clears it up with you or sends it back. Do not transfer the same money again.
    .subject = Money came for a request that is over: { $milestone }
funding-misfit =
    { $amount } came in for “{ $milestone }” of “{ $title }”, with the reference { $reference }, and does not fit: { $asked } was asked for. The network looks at it, and clears it up with you or sends it back. Do not transfer the whole amount again.
    .subject = Money came that does not fit: { $milestone }
funding-short =
    { $amount } came in for “{ $milestone }” of “{ $title }”, with the reference { $reference }. { $asked } was asked for, and { $missing } of it is missing. Transfer what is missing to the same account, so that it is there by { $last }:

    { $transfer }

    Together it is what was asked for, and the milestone is funded. Do not transfer the whole amount again. If the rest is on its way already, there is nothing to do.
    .subject = Part of the money is missing: { $milestone }
funding-posted =
    { $amount } for “{ $milestone }” of “{ $title }” came in, and the members are told that they can begin. The money is held until you accept the work.
    .subject = Paid: { $milestone }
funding-void =
    the request to pay { $amount } for “{ $milestone }” of “{ $title }”, with the reference { $reference }, is void: { void-reason }

    Do not pay it any more. { late-money }
    .subject = Not to be paid any more: { $milestone }
funding-void-misfit =
    the request to pay { $amount } for “{ $milestone }” of “{ $title }”, with the reference { $reference }, is void: { void-reason } This came for it, and does not fit:

    { $came }

    It is not lost: the network clears it up with you or sends it back. Do not pay anything more for this request.
    .subject = Not to be paid any more: { $milestone }
funding-expired =
    the { $amount } for “{ $milestone }” of “{ $title }”, with the reference { $reference }, did not come by { $last }, so the request has expired. To fund the milestone all the same, ask again; the members begin when the money is there. { late-money }
    .subject = Expired: { $milestone }
funding-expired-misfit =
    the { $asked } for “{ $milestone }” of “{ $title }”, with the reference { $reference }, did not come by { $last } as it was asked for, so the request has expired. This came, and does not fit:

    { $came }

    It is not lost: the network clears it up with you or sends it back. To fund the milestone all the same, ask again; what came counts for the new request only where it is exactly its amount.
    .subject = Expired: { $milestone }
void-reason = { $reason ->
    [admin] an admin took it back.
    [left-out] the milestone was left out of the plan, and nothing is due for it.
    [changed] a seat ends and the milestone costs less now. Ask again for the new amount.
   *[client] your organisation took it back.
}
late-money = Money that is on its way with this reference is not lost: an admin looks at it.
stray-kept =
    { $amount } came in with the reference { $reference } of a funding that { $why ->
        [wrong-amount] asks for { $asked }
        [posted] other money posted already
        [void] is void
       *[expired] is expired
    }. The bank calls it “{ $bank }”.

    It does not stand in the book. Use it for a funding that it fits, or note what was done about it, such as sending it back.
    .subject = Money that does not fit: { $amount }
stray-short =
    { $amount } came in with the reference { $reference } of a funding that asks for { $asked }. The bank calls it “{ $bank }”.

    It does not stand in the book yet. Its client is asked for the rest, { $missing }, which completes it by itself. Close it with a note before you send it back.
    .subject = Money that does not fit: { $amount }
invoice-issued =
    invoice { $number } for “{ $milestone }” of “{ $title }” is there: { $amount }. It was paid when you funded the milestone; nothing is left to pay.
    .subject = Invoice { $number }: { $milestone }
credit-note-issued =
    credit note { $number } to invoice { $corrected } for “{ $milestone }” of “{ $title }” is there: { $amount }. { $terms ->
        [replaced] A new invoice says what remains; what it does not say will be refunded to your bank account.
       *[refunded] Will be refunded to your bank account.
    }
    .subject = Credit note { $number }: { $milestone }
invoice-waiting =
    “{ $milestone }” of “{ $title }” is over, and its invoice waits: we do not know yet who is to stand on it. Please give your organisation’s billing details; this invoice, and any other that waits, is issued at once then.
    .subject = Your invoice waits for billing details
bank-details-set =
    { $whose ->
        [client] the bank details of your organisation, to which refunds go, were set
        [space] your space’s bank details were set
       *[own] your bank details were set
    }: from the next payouts on money goes to the account ending in { $ends }, held by { $holder }.

    If this was not you, or not somebody who may do so, set them anew, change your password, and write to the network at once.
    .subject = { $whose ->
        [client] Your organisation’s bank details were set
        [space] Your space’s bank details were set
       *[own] Your bank details were set
    }
payout-settled =
    the bank has booked { $amount } for the account ending in { $ends }. { $whose ->
        [client] This is what was refunded to your organisation.
        [space] It goes into your space’s statement for { $month }.
       *[own] It goes into your statement for { $month }.
    }
    .subject = Paid out: { $amount }
payout-came-back =
    { $how ->
        [rejected] the bank did not take
       *[returned] the bank gave back
    } { $amount } for the account ending in { $ends }. It says: { $why }. You are owed it again, and nothing is lost. { $account ->
        [unusable] Please set your bank details anew, also where they are right after all: until then nothing is paid to this account.
       *[usable] It goes out again with the next payouts; if your bank details are not right, set them anew.
    }
    .subject = Came back: { $amount }
sent-back-came-back =
    { $how ->
        [rejected] the bank did not take
       *[returned] the bank gave back
    } { $amount }, which nobody had asked for and which was to go back to the account ending in { $ends }. It says: { $why }. It is owed again to whoever paid it. { $account ->
        [unusable] Nothing more is sent to this account: send the money back in another way, and close it with a note, under “Money received”, “Everything”.
       *[usable] It goes out again with the next batch of payouts.
    }
    .subject = Came back: { $amount }
refund-account-asked =
    { $amount } goes back to your organisation and waits: it is not known yet to which account at a bank. Say under “Billing details” where refunds go; what waits leaves with the next payouts after that.
    .subject = To which account shall { $amount } go back?
statement-closed =
    { $whose ->
        [space] your space’s statement
       *[own] your statement
    } for { $month } is there: number { $number }, with { $count ->
        [one] { $count } line
       *[other] { $count } lines
    }. It is closed; whatever comes later stands in the next one.
    .subject = { $whose ->
        [space] Your space’s statement for { $month }
       *[own] Your statement for { $month }
    }
finder-set =
    it was said that you brought { $name } to the network. From { $from } on, a share of the network’s fee on what it awards is yours. It stands in your statements; nobody else pays for it.
    .subject = You brought { $name }
terms-of-space =
    from { $from } on, { $space } takes a commission of { $rate } of what its members earn. Work that is awarded before that day keeps the terms it was awarded under.

    { $bounds }
    .subject = New terms of { $space }
terms-of-network =
    from { $from } on, { $kind ->
        [fee_tax] the tax on top of the network’s fee is { $rate } of it
        [fund] the contribution to the mutual fund is { $rate } of what members earn
       *[network] the network’s fee is { $rate } of what members earn
    }. Work that is awarded before that day keeps the terms it was awarded under.

    { $bounds }
    .subject = New terms of the network
at-least = – at least { $least } of each release
at-most = – at most { $most } of one member’s work in a year

## Handovers

handover-asked =
    somebody asks for a seat of a running engagement to be handed over. You have nothing to do with either side, so you may take the case. Reason and words are shown to stewards alone.
    .subject = A seat is to be handed over
handover-refused =
    a steward looked at what you asked for, and the seat “{ $role }” of “{ $title }” stays as it is. They write:

    { $words }
    .subject = The seat stays as it is: { $title }
handover-confirmed =
    the seat “{ $role }” of “{ $title }” goes to somebody else in the week of { $week }. { $name } has it until then. We are looking for whoever fits best with those who stay, and you hear from us once somebody takes over.
    .subject = A seat changes hands: { $title }
handover-of-yours-confirmed =
    your seat “{ $role }” of “{ $title }” goes to somebody else in the week of { $week }; until then it is yours. Once somebody takes over, your hours from that week on are free again. Of what is not released yet you get the part of your weeks, unless the steward has set another one. What you delivered stays yours, as evidence too.
    .subject = A seat changes hands: { $title }
handover-done =
    { $incoming } takes over the seat “{ $role }” of “{ $title }” from { $outgoing } in the week of { $begins }. What the engagement costs stays as it was.
    .subject = Somebody takes over the seat: { $title }
handover-of-yours-done =
    { $incoming } takes over your seat “{ $role }” of “{ $title }” in the week of { $begins }. Your hours are free again from the week of { $week } on. Thank you for what you did; your part of it is in your engagements.
    .subject = Somebody takes over the seat: { $title }
handover-to-you =
    the seat “{ $role }” of “{ $title }” is yours from the week of { $begins } on, and your hours are booked. Your part of each milestone is in your engagements.
    .subject = The seat is yours: { $title }
handover-unfilled =
    nobody who fits the seat “{ $role }” of “{ $title }” is free from the week of { $begins } on. You can wait and have it offered again from a later week on, for as many weeks; or let the seat end, and pay less for the milestones that are not released yet.
    .subject = A seat is still open: { $title }
handover-cut =
    the seat “{ $role }” of “{ $title }” ends before the week of { $week }.
    .subject = A seat ends: { $title }
handover-cut-for-client =
    the seat “{ $role }” of “{ $title }” ends before the week of { $week }. You pay { $saved } less than was agreed; what you had funded of that is on its way back to you.
    .subject = A seat ends: { $title }
handover-withdrawn =
    the seat “{ $role }” of “{ $title }” stays with { $name } after all.
    .subject = A seat stays as it is: { $title }

## Disputes

dispute-opened =
    { $who } opened a dispute about “{ $title }”. { $eye ->
        [member] { $amount }, your part of what is disputed, stays held until it is over; everything else goes on as agreed.
       *[client] { $amount }, without tax, stays held until it is over; everything else goes on as agreed.
    }

    The other side is asked for its statement by { $until }. Then a neutral steward, drawn by lot, decides. You can also agree on a split by yourselves at any time.
    .subject = A dispute was opened: { $title }
dispute-statement =
    { $who } made a statement in the dispute about “{ $title }”.
    .subject = A statement in the dispute: { $title }
dispute-heard =
    the dispute about “{ $title }” goes on. { dispute-voices } { $steward ->
        [none] There is no steward without ties to one of you at the moment; we look for one every day.
       *[drawn] The steward decides by { $until }. Until then you can add to what you said.
    }
    .subject = The dispute goes on: { $title }
dispute-to-decide =
    please decide the dispute about “{ $title }” by { $until }. { dispute-voices }
    .subject = The dispute goes on: { $title }
dispute-voices = { $voices ->
    [one] The other side made no statement in time; that is noted, and counts for nothing by itself.
   *[both] Both sides have made their statements.
}
dispute-drawn =
    you were drawn by lot { $duty ->
        [panel] for the panel that votes on an appeal
        [opened] to decide a dispute, once both sides could make their statements
       *[heard] to decide a dispute; both sides could make their statements
    }. It is about “{ $title }”. If you know anybody on either side, or cannot take it on, step back, and somebody else is drawn.
    .subject = Drawn by lot for a dispute: { $title }
# What was told to a client before it was said how much comes back is kept without that.
dispute-decided =
    the steward decided the dispute about “{ $title }”. { $eye ->
        [member] Of what was disputed, { $amount } is yours before the split.
        [client-with-back] Of what was disputed, { $amount } goes to the members, before the split, and the rest comes back to you: { $back }.
       *[client] Of what was disputed, { $amount } goes to the members, before the split, and the rest comes back to you.
    } The reasons are in the app.

    You can appeal once, by { $until }; then three other stewards vote. Without an appeal the decision is carried out after that day, or as soon as both sides accept it.
    .subject = The dispute is decided: { $title }
dispute-appealed =
    { $who } appealed against the decision about “{ $title }”. Stewards who had no part in it are drawn by lot and vote by { $until }; the middle one of their votes is the outcome.
    .subject = The decision is appealed: { $title }
# What was told to a client before it was said how much comes back is kept without that.
dispute-split =
    { $who } proposes how to end the dispute about “{ $title }”: { $eye ->
        [member] { $amount } would be yours before the split
        [client-with-back] { $amount } would go to the members, before the split, and the rest would come back to you: { $back }
       *[client] { $amount } would go to the members, before the split, and the rest would come back to you
    }. It is settled so when everybody concerned says yes. The steward does not see this proposal.
    .subject = A split is proposed: { $title }
dispute-settled =
    the dispute about “{ $title }” is settled. { $outcome ->
        [decided] The decision is carried out.
        [panel] The panel has voted.
        [upheld] No panel could be had that votes, so the steward’s decision stands.
       *[agreed] You agreed on a split.
    } { $eye ->
        [member] { $amount } is yours before the split, and stands in your earnings.
       *[client] { $amount } is credited to the members, before the split, and the rest of what was disputed, { $back }, comes back to you.
    }
    .subject = The dispute is settled: { $title }
dispute-withdrawn =
    the dispute about “{ $title }” was taken back. What was frozen belongs to the milestone again and waits to be accepted.
    .subject = The dispute was taken back: { $title }
dispute-off-your-desk =
    the dispute about “{ $title }” was taken back; nothing is left to decide.
    .subject = The dispute was taken back: { $title }
dispute-statement-due =
    by { $until } you can make your statement in the dispute about “{ $title }”.
    .subject = Soon due in a dispute: { $title }
dispute-decision-due =
    please decide the dispute about “{ $title }” by { $until }.
    .subject = Soon due in a dispute: { $title }
dispute-appeal-due =
    after { $until } the decision about “{ $title }” is carried out, unless a side appeals.
    .subject = Soon due in a dispute: { $title }
dispute-vote-due =
    please vote on the appeal about “{ $title }” by { $until }.
    .subject = Soon due in a dispute: { $title }

## Members

calendar-failing =
    your calendar “{ $name }” could not be read three times in a row. { $problem }

    What it said before goes on counting, and it is asked again once or more a day. Where its address has changed, remove the calendar and add it anew.
    .subject = Your calendar cannot be read: { $name }
connection-asked =
    { $by ->
        [host] a host of your space noted { connection } between you and { $with }
       *[member] { $with } noted { connection } between the two of you
    } on { $day }. If it was so, confirm it: it then counts when teams are formed, since people who know each other work together well. If it was not, say no, or do nothing: it expires by itself and counts nowhere.
    .subject = Was it so: { connection } with { $with }?
connection = { $kind ->
    [introduction] an introduction
    [advice] advice
    [support] support
   *[paid_work] paid work
}

## Desks

policy-proposed =
    a steward proposes another policy. Why, in their words: { $why }

    Another steward can adopt it.
    .subject = A policy is proposed
policy-adopted =
    the policy that you proposed is adopted as version { $version }. It is in force from { $from } on.
    .subject = Your policy is adopted
policy-withdrawn =
    another steward turned down the policy that you proposed. It stays visible.
    .subject = Your policy is turned down
webhook-tested =
    this is a test message.
    .subject = A test
webhook-stopped =
    your webhook at { $url } is stopped: its server could not be given a message. { $why } No message is lost: mend the server, resume the webhook, and have what is dead sent again.
    .subject = A webhook is stopped
job-dead =
    something that Muster does by itself, such as sending a mail, failed so often that it was given up. Look at what went wrong; once that is mended, have it tried again. You are told once a day, however many there are.
    .subject = Work was given up
run-unequal =
    for { $run }, the pool or the result was another once spaces, terms and operators had been permuted. Nobody is to be picked by where their desk is, so please stop forming teams until the cause is found. The run’s certificate says what was compared.
    .subject = A run depends on spaces
bank-contradicted =
    a file from the bank tells { $count ->
        [1] something
        [one] { $count } thing
       *[other] { $count } things
    } that cannot be. The first: { $first }

    Nothing was moved by it, and whoever it is about is in no batch until an admin has decided on the payout.
    .subject = The bank tells what cannot be
book-faulty =
    the recount of the book found { faults } in the night of { $day }. The first: { $fault }

    Nothing was changed. Run `muster book verify` for all of them, and pay nothing out until they are understood.
    .subject = The book does not balance
audit-faulty =
    the look through the audit log found { faults } in the night of { $day }. The first: { $fault }

    Nothing was changed. Run `muster audit verify` for all of them. Somebody changed the database behind Muster’s back, or an older copy of it was brought back.
    .subject = The audit log was changed
faults = { $count ->
    [one] { $count } fault
   *[other] { $count } faults
}
