import { createFileRoute } from "@tanstack/react-router";
import { askedAccount } from "@/features/admin/accounts";
import type { Looked } from "@/features/admin/BookEntries";
import { BookPage } from "@/features/admin/BookPage";
import { MOVEMENTS } from "@/features/admin/states";

export const Route = createFileRoute("/_signed-in/book/")({
  validateSearch: ({ kind, account }): Looked => ({
    kind: MOVEMENTS.find((each) => each === kind),
    account: askedAccount(account),
  }),
  component: Book,
});

function Book() {
  const looked = Route.useSearch();
  const navigate = Route.useNavigate();
  return <BookPage looked={looked} look={(next) => void navigate({ search: next, resetScroll: false })} />;
}
