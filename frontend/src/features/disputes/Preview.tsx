import { Stack, Text } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type DisputeInFull, type DisputePreview, disputesPreview, type LinePreview } from "@/api/generated";
import { DataTable } from "@/components/DataTable";
import { ErrorState } from "@/components/ErrorState";
import { Facts } from "@/components/Facts";
import { Money } from "@/components/Money";
import type { Division } from "./rules";
import { useSides } from "./useSides";

interface Props {
  dispute: DisputeInFull;
  division: Division | null;
}

/** What a division would post, to the cent; for those who may not see the postings, what it comes to for them. */
export function Preview({ dispute, division }: Props) {
  const { t } = useTranslation("disputes");
  const query = useQuery({
    queryKey: ["disputePreview", dispute.id, division],
    enabled: division !== null,
    placeholderData: keepPreviousData,
    // Asked anew where it is shown anew, and never by itself: once it is decided, the server has no answer any more.
    staleTime: "static",
    gcTime: 0,
    queryFn: async () => {
      const { data } = await disputesPreview({
        path: { id: dispute.id },
        body: { to_members: division ?? { basis_points: 0 } },
        throwOnError: true,
      });
      return data;
    },
  });
  if (!division) {
    return null;
  }
  return (
    <Stack gap="sm" aria-live="polite" aria-busy={query.isFetching}>
      <Text fw={600}>{t("preview.title")}</Text>
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.data && <Shown preview={query.data} />}
    </Stack>
  );
}

const ACCOUNTS = [
  "bank",
  "escrow",
  "payable:member",
  "payable:space",
  "payable:client",
  "payable:finder",
  "revenue:network",
  "fund:mutual",
] as const;

/** Which word names an account: its kind, without the id of whoever it is of. */
function useAccount() {
  const { t } = useTranslation("disputes");
  return (account: string) => {
    const known = ACCOUNTS.find((each) => account.startsWith(each));
    return known ? t(`accounts.${known.replace(":", "_") as "bank"}`) : account;
  };
}

function Shown({ preview }: { preview: DisputePreview }) {
  const { t } = useTranslation("disputes");
  const { own } = useSides();
  const accountName = useAccount();
  const { to_members: toMembers, keeps, refunded, refunded_gross: gross } = preview;
  const amount = (money: { amount: number; currency: string }) => (
    <Money minor={money.amount} currency={money.currency} />
  );
  return (
    <>
      <Facts
        facts={[
          { label: t(keeps ? "preview.toYou" : "preview.toMembers"), value: amount(toMembers) },
          keeps ? { label: t("preview.keeps"), value: amount(keeps) } : null,
          refunded ? { label: t(own ? "preview.refundedToYou" : "preview.refunded"), value: amount(refunded) } : null,
          gross ? { label: t(own ? "preview.grossToYou" : "preview.gross"), value: amount(gross) } : null,
        ]}
      />
      {preview.entries.map((entry, place) => (
        <DataTable
          // biome-ignore lint/suspicious/noArrayIndexKey: entries of a preview have nothing else to be told by
          key={place}
          caption={t(`movements.${entry.movement}`)}
          showCaption
          columns={[
            { key: "account", label: t("preview.account"), cell: (line: LinePreview) => accountName(line.account) },
            {
              key: "amount",
              label: t("preview.amount"),
              numeric: true,
              cell: (line: LinePreview) => amount(line.amount),
            },
          ]}
          rows={entry.lines}
          rowKey={(line) => `${line.account} ${line.amount.amount}`}
        />
      ))}
    </>
  );
}
