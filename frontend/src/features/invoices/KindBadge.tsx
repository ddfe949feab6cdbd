import { IconFileInvoice, IconReceiptRefund } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { InvoiceKind } from "@/api/generated";
import { StatusBadge } from "@/components/StatusBadge";

/** Whether a document asks for money or gives it back. */
export function KindBadge({ kind }: { kind: InvoiceKind }) {
  const { t } = useTranslation("invoices");
  const isInvoice = kind === "invoice";
  return (
    <StatusBadge
      icon={isInvoice ? IconFileInvoice : IconReceiptRefund}
      color={isInvoice ? "muster" : "yellow"}
      label={t(`kinds.${kind}`)}
    />
  );
}
