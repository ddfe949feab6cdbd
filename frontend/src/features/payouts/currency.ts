/** What is paid out: other currencies stay held, for no batch takes them yet. */
export const PAID_OUT = "EUR";

/** Whether an amount is owed that a batch can pay out. */
export function isPayable({ amount, currency }: { amount: number; currency: string }): boolean {
  return amount > 0 && currency === PAID_OUT;
}
