import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { BidId, BriefId, Waterfall } from "@/api/generated";
import { bidsBidsOptions } from "@/api/generated/@tanstack/react-query.gen";
import { DataTable } from "@/components/DataTable";
import { Money } from "@/components/Money";

const PARTS = ["members", "spaces", "network", "fee_tax", "fund"] as const;

/** Where the price of the bid goes that was awarded: summed over the team, never by seat. Nothing where it is not known. */
export function WhereItGoes({ brief, bid }: { brief: BriefId; bid: BidId }) {
  const { t } = useTranslation(["engagements", "common"]);
  const bids = useQuery({ ...bidsBidsOptions({ path: { id: brief } }), staleTime: 300_000 });
  const waterfall = bids.data?.bids.find(({ id }) => id === bid)?.waterfall;
  if (!waterfall) {
    return null;
  }
  const rows = PARTS.filter((part) => waterfall[part].amount !== 0);
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed" maw="64ch">
        {t("goes.lead")}
      </Text>
      <DataTable
        caption={t("goes.title")}
        columns={[
          { key: "part", label: t("goes.part"), cell: (part: (typeof PARTS)[number]) => t(`goes.parts.${part}`) },
          {
            key: "amount",
            label: t("goes.amount"),
            numeric: true,
            cell: (part: keyof Pick<Waterfall, (typeof PARTS)[number]>) => (
              <Money minor={waterfall[part].amount} currency={waterfall[part].currency} />
            ),
          },
        ]}
        rows={rows}
        rowKey={(part) => part}
      />
    </Stack>
  );
}
