import { IconEyeCheck } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { SharedLine } from "@/api/generated";
import { reportsSharedLinesInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { pagingOf } from "@/api/paging";
import { DataTable } from "@/components/DataTable";
import { EmptyState } from "@/components/EmptyState";
import { LinkButton } from "@/components/LinkButton";
import { Money } from "@/components/Money";
import { PagedList } from "@/components/PagedList";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { useLocale } from "@/i18n/useLocale";
import { day } from "@/lib/format";
import { categoryKey } from "./words";

/** What members chose to show to their space, line by line. */
export function SharedLinesPage({ space }: { space: string }) {
  const { t } = useTranslation("reports");
  const { locale } = useLocale();
  const lines = useInfiniteQuery({
    ...reportsSharedLinesInfiniteOptions({ path: { id: space }, query: { limit: 50 } }),
    ...pagingOf(space),
  });
  const category = (line: SharedLine) => {
    const known = categoryKey(line.category);
    return known ? t(`category.${known}`) : line.category;
  };
  return (
    <PageStack>
      <PageHeader title={t("shared.title")} lead={t("shared.lead")} />
      <PagedList<SharedLine>
        query={lines}
        empty={
          <EmptyState
            icon={<IconEyeCheck size={40} stroke={1.4} aria-hidden />}
            title={t("shared.emptyTitle")}
            text={t("shared.emptyText")}
            action={
              <LinkButton to="/spaces/$space/report" params={{ space }} variant="default">
                {t("shared.emptyAction")}
              </LinkButton>
            }
          />
        }
      >
        {(items) => (
          <DataTable
            caption={t("shared.title")}
            rows={items.map((line, place) => ({ ...line, place }))}
            rowKey={(line) => String(line.place)}
            columns={[
              { key: "name", label: t("shared.name"), cell: (line) => line.name },
              { key: "day", label: t("statement.day"), cell: (line) => day(line.day, locale) },
              { key: "category", label: t("by.category"), cell: category },
              {
                key: "amount",
                label: t("shared.amount"),
                numeric: true,
                cell: (line) => <Money minor={line.amount.amount} currency={line.amount.currency} />,
              },
            ]}
          />
        )}
      </PagedList>
    </PageStack>
  );
}
