import { Code, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconFileInvoice } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Money as Amount, PageListedInvoice } from "@/api/generated";
import { invoicesListInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import { EmptyState } from "@/components/EmptyState";
import { Facts } from "@/components/Facts";
import { LinkButton } from "@/components/LinkButton";
import { Moment } from "@/components/Moment";
import { Money } from "@/components/Money";
import { PagedList } from "@/components/PagedList";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Whole } from "@/components/Whole";
import { useTitle } from "@/features/engagements/useTitle";
import { listed } from "@/features/invoices/amounts";
import { KindBadge } from "@/features/invoices/KindBadge";
import classes from "./admin.module.css";
import { RefundAct } from "./RefundAct";

type Invoice = PageListedInvoice["items"][number];

/** The invoices and credit notes of all clients in sums, and the way to give back what was paid out. */
export function AllInvoicesPage() {
  const { t } = useTranslation("admin");
  const invoices = useInfiniteQuery({ ...invoicesListInfiniteOptions({ query: { limit: 20 } }), ...paging });
  return (
    <PageStack>
      <PageHeader title={t("invoices.title")} lead={t("invoices.lead")} />
      <PagedList
        query={invoices}
        empty={
          <EmptyState
            icon={<IconFileInvoice size={40} stroke={1.4} aria-hidden />}
            title={t("invoices.emptyTitle")}
            text={t("invoices.emptyText")}
            action={
              <LinkButton to="/fundings" search={{ state: "posted" }} variant="default">
                {t("invoices.toFundings")}
              </LinkButton>
            }
          />
        }
      >
        {(all) => {
          const numbers = new Map(all.map(({ id, number }) => [id, number]));
          return all.map((invoice) => (
            <InvoiceCard
              key={invoice.id}
              invoice={invoice}
              corrected={invoice.corrects ? (numbers.get(invoice.corrects) ?? t("invoices.correctsOlder")) : undefined}
            />
          ));
        }}
      </PagedList>
    </PageStack>
  );
}

/** `corrected` names the invoice of which a credit note gives something back. */
function InvoiceCard({ invoice, corrected }: { invoice: Invoice; corrected: string | undefined }) {
  const { t } = useTranslation("admin");
  const title = useTitle().within(invoice.contract, invoice.title);
  const { kind, number, client, milestone, net, tax, gross, paid_out, digest, issued_at } = invoice;
  const shown = (amount: Amount) => <Money minor={listed(kind, amount).amount} currency={amount.currency} />;
  return (
    <Paper withBorder p="md" component="article">
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start" gap="xs">
          <div className={classes.title}>
            <Title order={2} size="h5">
              <Whole text={number} />
            </Title>
            <Text size="sm" c="dimmed">
              {title}
            </Text>
          </div>
          <KindBadge kind={kind} />
        </Group>
        <Facts
          facts={[
            { label: t("invoices.client"), value: client },
            { label: t("invoices.net"), value: shown(net) },
            { label: t("invoices.tax"), value: shown(tax) },
            { label: t("invoices.gross"), value: shown(gross) },
            { label: t("invoices.issued"), value: <Moment at={issued_at} /> },
            corrected !== undefined && { label: t("invoices.corrects"), value: corrected },
          ]}
        />
        <Text size="sm" c="dimmed">
          {t("invoices.digest")}: <Code className={classes.hash}>{digest}</Code>
        </Text>
        {kind === "invoice" && <RefundAct milestone={milestone} title={`${number}, ${title}`} most={paid_out} />}
      </Stack>
    </Paper>
  );
}
