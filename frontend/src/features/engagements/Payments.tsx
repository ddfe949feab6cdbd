import { Button, Collapse, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Funding, Milestone } from "@/api/generated";
import { fundingsOfMilestoneOptions } from "@/api/generated/@tanstack/react-query.gen";
import { DataTable } from "@/components/DataTable";
import { Loaded, Waiting } from "@/components/Loaded";
import { Moment } from "@/components/Moment";
import { Money } from "@/components/Money";
import { useLocale } from "@/i18n/useLocale";
import { day } from "@/lib/format";
import { FundingBadge } from "./StateBadges";

/** What was asked for a milestone and what became of it; read when it is opened. */
export function Payments({ milestone }: { milestone: Milestone }) {
  const { t } = useTranslation("engagements");
  const id = useId();
  const [isOpen, { toggle }] = useDisclosure(false);
  const Sign = isOpen ? IconChevronUp : IconChevronDown;
  return (
    <Stack gap="xs" align="flex-start">
      <Button
        variant="subtle"
        size="compact-sm"
        ml={-8}
        aria-expanded={isOpen}
        aria-controls={id}
        rightSection={<Sign size={16} aria-hidden />}
        onClick={toggle}
      >
        {t("payments.title")}
      </Button>
      <Collapse expanded={isOpen} id={id} w="100%">
        {isOpen && <List milestone={milestone} />}
      </Collapse>
    </Stack>
  );
}

function List({ milestone }: { milestone: Milestone }) {
  const { t } = useTranslation("engagements");
  const { locale } = useLocale();
  const query = useQuery(fundingsOfMilestoneOptions({ path: { id: milestone.id }, query: { limit: 100 } }));
  const columns = [
    { key: "asked", label: t("payments.asked"), cell: (each: Funding) => <Moment at={each.asked_at} /> },
    {
      key: "amount",
      label: t("payments.amount"),
      numeric: true,
      cell: (each: Funding) => <Money minor={each.amount.amount} currency={each.amount.currency} />,
    },
    { key: "state", label: t("payments.state"), cell: (each: Funding) => <FundingBadge state={each.state} /> },
    {
      key: "what",
      label: t("payments.what"),
      cell: (each: Funding) => {
        switch (each.state) {
          case "pending":
            return t("payments.until", { day: day(each.last_day, locale) });
          case "void":
            return t(`payments.reasons.${each.void_reason ?? "client"}`);
          default:
            return each.decided_at ? <Moment at={each.decided_at} /> : "";
        }
      },
    },
  ];
  return (
    <Loaded query={query} waiting={<Waiting lines={1} height={48} />}>
      {({ items }) =>
        items.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t("payments.none")}
          </Text>
        ) : (
          <DataTable caption={t("payments.title")} columns={columns} rows={items} rowKey={({ id }) => id} />
        )
      }
    </Loaded>
  );
}
