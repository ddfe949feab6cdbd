import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { bookMyEarningsOptions, bookMyPartsOptions } from "@/api/generated/@tanstack/react-query.gen";
import { BackLink } from "@/components/BackLink";
import { Facts } from "@/components/Facts";
import { TextLink } from "@/components/LinkButton";
import { Coming, Loaded, Waiting } from "@/components/Loaded";
import { Moment } from "@/components/Moment";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { useCategoryName } from "@/features/runs/CategoryName";
import { Proofs } from "./Proofs";
import { bySeat } from "./split";
import { Waterfall } from "./Waterfall";
import { useHappening } from "./words";

/** One payment for a member's work: how it was divided, and what proves it. */
export function EntryPage({ entry }: { entry: string }) {
  const { t } = useTranslation("earnings");
  const parts = useQuery(bookMyPartsOptions({ path: { entry } }));
  // The parts do not say when and for what; the lines do, and the newest hundred are near enough at hand.
  const earnings = useQuery(bookMyEarningsOptions({ query: { limit: 100 } }));
  const line = earnings.data?.lines.items.find((each) => each.entry === entry && each.work);
  const happening = useHappening();
  const category = useCategoryName();
  return (
    <PageStack>
      <BackLink to="/earnings">{t("entry.back")}</BackLink>
      <PageHeader title={line ? happening(line.memo) : t("entry.title")} lead={t("entry.lead")} />
      <Coming isPending={earnings.isPending} waiting={<Waiting lines={1} />}>
        {line?.work && (
          <Facts
            facts={[
              { label: t("entry.posted"), value: <Moment at={line.posted_at} /> },
              { label: t("entry.category"), value: category(line.work.category) },
              {
                label: t("lines.from"),
                value: (
                  <TextLink to="/engagements/$id" params={{ id: line.work.engagement }} inherit>
                    {t("lines.engagement")}
                  </TextLink>
                ),
              },
            ]}
          />
        )}
      </Coming>
      <Loaded query={parts}>
        {(all) => (
          <>
            {bySeat(all).map((seat) => (
              <Waterfall key={seat.seat} seat={seat} parts={all} />
            ))}
            <Proofs entry={entry} parts={all} />
          </>
        )}
      </Loaded>
    </PageStack>
  );
}
