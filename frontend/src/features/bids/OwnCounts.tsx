import { Button, Group, Stack, Text } from "@mantine/core";
import { IconEye, IconEyeOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type OwnCounts as Counts, reviewsShare } from "@/api/generated";
import { reviewsCountsOptions, reviewsCountsQueryKey } from "@/api/generated/@tanstack/react-query.gen";
import { DataTable } from "@/components/DataTable";
import { Loaded, Waiting } from "@/components/Loaded";
import { Section } from "@/components/Section";
import { StatusBadge } from "@/components/StatusBadge";
import { useAct } from "@/components/useAct";

/** How often the member's seats were given which score, and whether clients see that beside a bid. */
export function OwnCounts() {
  const { t } = useTranslation("bids");
  const counts = useQuery(reviewsCountsOptions());
  return (
    <Section title={t("counts.title")} lead={t("counts.lead")}>
      <Loaded query={counts} waiting={<Waiting lines={1} />}>
        {(found) => (
          <Stack>
            {found.reviews > 0 ? <Scores counts={found} /> : <Text>{t("counts.none")}</Text>}
            <Shown shown={found.shown} />
          </Stack>
        )}
      </Loaded>
    </Section>
  );
}

function Scores({ counts: { reviews, of_score } }: { counts: Counts }) {
  const { t } = useTranslation("bids");
  const rows = of_score.map((times, place) => ({ score: place + 1, times }));
  return (
    <>
      <Text>{t("counts.of", { count: reviews })}</Text>
      <DataTable
        caption={t("counts.title")}
        rows={rows}
        rowKey={({ score }) => String(score)}
        columns={[
          { key: "score", label: t("counts.score"), cell: ({ score }) => score },
          { key: "times", label: t("counts.times"), numeric: true, cell: ({ times }) => times },
        ]}
      />
    </>
  );
}

function Shown({ shown }: Pick<Counts, "shown">) {
  const { t } = useTranslation("bids");
  const share = useAct({
    act: () => reviewsShare({ body: { shown: !shown }, throwOnError: true }),
    stale: [reviewsCountsQueryKey()],
    done: t(shown ? "counts.nowHidden" : "counts.nowShown"),
  });
  return (
    <Group>
      <StatusBadge
        icon={shown ? IconEye : IconEyeOff}
        color={shown ? "muster" : "gray"}
        label={t(shown ? "counts.shown" : "counts.hidden")}
      />
      <Button variant="default" loading={share.isPending} onClick={() => share.mutate()}>
        {t(shown ? "counts.hide" : "counts.show")}
      </Button>
    </Group>
  );
}
