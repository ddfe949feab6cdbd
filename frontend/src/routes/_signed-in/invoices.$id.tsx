import { createFileRoute } from "@tanstack/react-router";
import { InvoicePage } from "@/features/invoices/InvoicePage";

export const Route = createFileRoute("/_signed-in/invoices/$id")({ component: InvoiceRoute });

function InvoiceRoute() {
  const { id } = Route.useParams();
  return <InvoicePage key={id} id={id} />;
}
