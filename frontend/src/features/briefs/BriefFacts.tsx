import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { BriefView } from "@/api/generated";
import { Moment } from "@/components/Moment";
import { Money } from "@/components/Money";
import { useCategoryName } from "@/features/runs/CategoryName";
import classes from "./briefs.module.css";

/** A brief at a glance. */
export function BriefFacts({ brief }: { brief: BriefView }) {
  const { t } = useTranslation();
  const categoryName = useCategoryName();
  const { budget, currency, category } = brief.document;
  return (
    <dl className={classes.facts}>
      <Fact name={t("brief.budget")}>
        {budget == null ? t("brief.noBudget") : <Money minor={budget} currency={currency} />}
      </Fact>
      {(brief.deadline_at || brief.state === "draft") && (
        <Fact name={t("brief.deadline")}>
          {brief.deadline_at ? <Moment at={brief.deadline_at} relative /> : t("briefs.noDeadline")}
        </Fact>
      )}
      <Fact name={t("brief.category")}>{categoryName(category)}</Fact>
      {brief.bidding && <Fact name={t("brief.bidding")}>{t(`bidding.${brief.bidding}`)}</Fact>}
      {brief.posted_at && (
        <Fact name={t("brief.posted")}>
          <Moment at={brief.posted_at} />
        </Fact>
      )}
      <Fact name={t("brief.created")}>
        <Moment at={brief.created_at} />
      </Fact>
      <Fact name={t("brief.revision")}>{brief.revision}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
