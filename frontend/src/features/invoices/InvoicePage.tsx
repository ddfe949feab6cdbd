import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { InvoiceInFull, InvoiceLine, InvoiceParty, InvoiceShare } from "@/api/generated";
import { invoicesReadOptions } from "@/api/generated/@tanstack/react-query.gen";
import { BackLink } from "@/components/BackLink";
import { DataTable } from "@/components/DataTable";
import { Downloads } from "@/components/Downloads";
import { Facts } from "@/components/Facts";
import { TextLink } from "@/components/LinkButton";
import { Loaded } from "@/components/Loaded";
import { Moment } from "@/components/Moment";
import { Money } from "@/components/Money";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { Whole } from "@/components/Whole";
import { percent } from "@/features/engagements/amounts";
import { useTitle } from "@/features/engagements/useTitle";
import { useLocale } from "@/i18n/useLocale";
import { day, names } from "@/lib/format";
import classes from "./invoices.module.css";
import { replacedBy, termsOf, wordsOn } from "./notes";
import { decimal, unitPrice } from "./numbers";

/** An invoice or credit note: to read, to print, and to keep in each form that the law knows. */
export function InvoicePage({ id }: { id: string }) {
  const { t } = useTranslation("invoices");
  const query = useQuery(invoicesReadOptions({ path: { id } }));
  const read = query.data;
  return (
    <PageStack>
      <div className={classes.screen}>
        <BackLink to="/invoices">{t("page.back")}</BackLink>
      </div>
      <PageHeader title={read ? t(`page.${read.kind}`, { number: read.number }) : t("page.title")} />
      <Loaded query={query}>{(invoice) => <Invoice invoice={invoice} />}</Loaded>
    </PageStack>
  );
}

function Invoice({ invoice }: { invoice: InvoiceInFull }) {
  const { t } = useTranslation("invoices");
  return (
    <>
      <Downloads
        kind="invoice"
        label={t("page.save")}
        path={`/api/v1/client/invoices/${invoice.id}?format=`}
        name={invoice.number}
        mayPrint
      />
      <Sheet invoice={invoice} />
      {invoice.shares && invoice.shares.length > 0 && <Shares shares={invoice.shares} kind={invoice.kind} />}
      <div className={classes.screen}>
        <Section title={t("proof.title")} lead={t("proof.lead")}>
          <Stack gap={4}>
            <Text className={classes.digest}>{invoice.digest}</Text>
            <Group gap="lg">
              <TextLink to="/engagements/$id" params={{ id: invoice.engagement }} size="sm">
                {t("page.toEngagement")}
              </TextLink>
              {invoice.corrects && (
                <TextLink to="/invoices/$id" params={{ id: invoice.corrects }} size="sm">
                  {t("page.toCorrected")}
                </TextLink>
              )}
            </Group>
          </Stack>
        </Section>
      </div>
    </>
  );
}

function Sheet({ invoice }: { invoice: InvoiceInFull }) {
  const { t } = useTranslation("invoices");
  const { locale } = useLocale();
  const title = useTitle();
  const columns = [
    { key: "name", label: t("sheet.what"), cell: (line: InvoiceLine) => line.name },
    {
      key: "quantity",
      label: t("sheet.quantity"),
      numeric: true,
      cell: (line: InvoiceLine) =>
        t(line.unit === "HUR" ? "sheet.hours" : "sheet.whole", { number: decimal(line.quantity, locale) }),
    },
    {
      key: "price",
      label: t("sheet.price"),
      numeric: true,
      cell: (line: InvoiceLine) => unitPrice(line.price, line.net.currency, locale),
    },
    {
      key: "net",
      label: t("sheet.net"),
      numeric: true,
      cell: (line: InvoiceLine) => <Money minor={line.net.amount} currency={line.net.currency} />,
    },
  ];
  const replaced = replacedBy(invoice);
  return (
    <Paper withBorder className={classes.sheet} component="article">
      <div className={classes.parties}>
        <Party title={t("sheet.seller")} party={invoice.seller} />
        <Party title={t("sheet.buyer")} party={invoice.buyer} />
      </div>
      <Facts
        facts={[
          { label: t("sheet.number"), value: invoice.number },
          { label: t("sheet.issued"), value: <Moment at={invoice.issued_at} /> },
          invoice.delivered ? { label: t("sheet.delivered"), value: day(invoice.delivered, locale) } : null,
          invoice.from && invoice.to
            ? { label: t("sheet.period"), value: `${day(invoice.from, locale)} – ${day(invoice.to, locale)}` }
            : null,
          invoice.preceding ? { label: t("sheet.corrects"), value: invoice.preceding } : null,
          invoice.reference ? { label: t("sheet.reference"), value: invoice.reference } : null,
          { label: t("sheet.contract"), value: `${invoice.contract}, ${title.milestone(invoice.title)}` },
        ]}
      />
      <DataTable caption={t("sheet.lines")} columns={columns} rows={invoice.lines} rowKey={({ line }) => line} />
      <Totals invoice={invoice} />
      <Text size="sm">{t(`sheet.terms.${termsOf(invoice)}`)}</Text>
      {invoice.kind === "credit_note" && (
        <TextLink to="/billing" size="sm" className={classes.screen}>
          {t("refunds.list")}
        </TextLink>
      )}
      {replaced && (
        <Text size="sm">
          <Whole text={t("sheet.replaces", { number: replaced })} />
        </Text>
      )}
      {wordsOn(invoice).map((note) => (
        <Text key={note} size="sm" c="dimmed">
          {note}
        </Text>
      ))}
    </Paper>
  );
}

function Party({ title, party }: { title: string; party: InvoiceParty }) {
  const { t } = useTranslation("invoices");
  const { locale } = useLocale();
  const country = party.address.at(-1);
  const isCode = country !== undefined && /^[A-Z]{2}$/.test(country);
  const lines = isCode ? [...party.address.slice(0, -1), ...names([country], "region", locale)] : party.address;
  return (
    <Stack gap={4}>
      <Title order={2} size="h6" c="dimmed">
        {title}
      </Title>
      <Text fw={600}>{party.name}</Text>
      <address className={classes.address}>{lines.join("\n")}</address>
      {party.vat_id && <Text size="sm">{t("sheet.vatId", { id: party.vat_id })}</Text>}
      {party.registration && <Text size="sm">{t("sheet.registration", { number: party.registration })}</Text>}
    </Stack>
  );
}

const CATEGORIES = ["S", "Z", "AE", "O"] as const;

function Totals({ invoice }: { invoice: InvoiceInFull }) {
  const { t } = useTranslation("invoices");
  const { locale } = useLocale();
  const { currency } = invoice.net;
  const amount = (minor: number) => <Money minor={minor} currency={currency} />;
  return (
    <dl className={classes.totals}>
      <dt>{t("sheet.net")}</dt>
      <dd>{amount(invoice.net.amount)}</dd>
      {invoice.vat.map(({ category, rate, tax }) => {
        const known = CATEGORIES.find((each) => each === category) ?? "S";
        return [
          <dt key={`${category} ${rate} name`}>{t(`sheet.vat.${known}`, { rate: percent(rate, locale) })}</dt>,
          <dd key={`${category} ${rate}`}>{amount(tax.amount)}</dd>,
        ];
      })}
      <dt className={classes.whole}>{t("sheet.gross")}</dt>
      <dd className={classes.whole}>{amount(invoice.gross.amount)}</dd>
      {invoice.kind === "invoice" && invoice.prepaid.amount > 0 && (
        <>
          <dt>{t("sheet.prepaid")}</dt>
          <dd>{amount(-invoice.prepaid.amount)}</dd>
        </>
      )}
      <dt className={classes.whole}>{t(invoice.kind === "invoice" ? "sheet.due" : "sheet.back")}</dt>
      <dd className={classes.whole}>{amount(invoice.due.amount)}</dd>
    </dl>
  );
}

function Shares({ shares, kind }: { shares: InvoiceShare[]; kind: InvoiceInFull["kind"] }) {
  const { t } = useTranslation(["invoices", "common"]);
  const currency = shares[0]?.amount.currency ?? "EUR";
  const sum = shares.reduce((whole, { amount }) => whole + amount.amount, 0);
  return (
    <Section title={t(`shares.${kind}`)} lead={t("shares.lead")}>
      <DataTable
        caption={t(`shares.${kind}`)}
        columns={[
          {
            key: "payee",
            label: t(`shares.who.${kind}`),
            cell: ({ payee }: InvoiceShare) => t(`shares.payees.${payee}`),
          },
          {
            key: "amount",
            label: t("sheet.net"),
            numeric: true,
            cell: ({ amount }: InvoiceShare) => <Money minor={amount.amount} currency={currency} />,
          },
        ]}
        rows={shares}
        rowKey={({ payee }) => payee}
        foot={
          <tr>
            <th scope="row">{t("common:ui.total")}</th>
            <td>
              <Money minor={sum} currency={currency} />
            </td>
          </tr>
        }
      />
    </Section>
  );
}
