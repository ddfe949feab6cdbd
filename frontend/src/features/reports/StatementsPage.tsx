import { Stack } from "@mantine/core";
import { IconFileText } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Statement } from "@/api/generated";
import { spacesListStatementsInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { pagingOf } from "@/api/paging";
import { EmptyState } from "@/components/EmptyState";
import { LinkButton } from "@/components/LinkButton";
import { PagedList } from "@/components/PagedList";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { StatementTable } from "./StatementTable";

/** All statements of a space, the newest first. */
export function StatementsPage({ space }: { space: string }) {
  const { t } = useTranslation("reports");
  const statements = useInfiniteQuery({
    ...spacesListStatementsInfiniteOptions({ path: { id: space }, query: { limit: 24 } }),
    ...pagingOf(space),
  });
  return (
    <PageStack>
      <PageHeader title={t("statements.title")} lead={t("statements.lead")} />
      <PagedList<Statement>
        query={statements}
        empty={
          <EmptyState
            icon={<IconFileText size={40} stroke={1.4} aria-hidden />}
            title={t("statements.emptyTitle")}
            text={t("statements.emptyText")}
            action={
              <LinkButton to="/spaces/$space" params={{ space }} variant="default">
                {t("statements.emptyAction")}
              </LinkButton>
            }
          />
        }
      >
        {(items) => (
          <Stack>
            <StatementTable space={space} statements={items} />
          </Stack>
        )}
      </PagedList>
    </PageStack>
  );
}
