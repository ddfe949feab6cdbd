/** What is typed for a bank account, checked before it is sent. Pure. */

/** An IBAN as banks compare it: without spaces, in capitals. */
export function bareIban(typed: string): string {
  return typed.replaceAll(/[\s.-]/g, "").toUpperCase();
}

/** Whether an IBAN has the right form and its check digits fit (ISO 13616, modulo 97). */
export function isIban(typed: string): boolean {
  const iban = bareIban(typed);
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/.test(iban)) {
    return false;
  }
  const turned = iban.slice(4) + iban.slice(0, 4);
  let rest = 0;
  for (const sign of turned) {
    for (const digit of String(Number.parseInt(sign, 36))) {
      rest = (rest * 10 + Number(digit)) % 97;
    }
  }
  return rest === 1;
}

/** Whether a BIC has the right form; none is right as well, most payments need none. */
export function isBicOrNone(typed: string): boolean {
  const bic = typed.trim().toUpperCase();
  return bic === "" || /^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(bic);
}
