import { useTranslation } from "react-i18next";
import type { Milestone } from "@/api/generated";
import { DataTable } from "@/components/DataTable";
import { Money } from "@/components/Money";
import { type Sum, sums } from "./amounts";
import classes from "./work.module.css";

interface Props {
  milestones: Milestone[];
  currency: string;
}

/** What the plan adds up to at each stage. With tax where it is known: a member is not told what the client pays. */
export function PlanMoney({ milestones, currency }: Props) {
  const { t } = useTranslation(["engagements", "common"]);
  const rows = sums(milestones).filter(({ stage, net }) => net !== 0 || stage !== "refunded");
  const hasTax = rows.every(({ gross }) => gross !== null);
  const side = hasTax ? "client" : "team";
  const amount = (minor: number) => <Money minor={minor} currency={currency} />;
  const whole = (part: (row: Sum) => number) => amount(rows.reduce((sum, row) => sum + part(row), 0));
  const tax = ({ net, gross }: Sum) => (gross ?? net) - net;
  const columns = [
    {
      key: "stage",
      label: t("money.stage"),
      cell: ({ stage }: Sum) =>
        stage === "planned" || stage === "held" ? t(`money.stages.${stage}`) : t(`milestone.${stage}.${side}`),
    },
    { key: "net", label: t(hasTax ? "money.net" : "money.own"), numeric: true, cell: (row: Sum) => amount(row.net) },
    ...(hasTax
      ? [
          { key: "tax", label: t("money.tax"), numeric: true, cell: (row: Sum) => amount(tax(row)) },
          { key: "gross", label: t("money.gross"), numeric: true, cell: (row: Sum) => amount(row.gross ?? 0) },
        ]
      : []),
  ];
  return (
    <DataTable
      caption={t("money.title")}
      columns={columns}
      rows={rows}
      rowKey={({ stage }) => stage}
      foot={
        <tr className={classes.foot}>
          <th scope="row">{t("common:ui.total")}</th>
          <td className={classes.numeric} data-label={hasTax ? t("money.net") : undefined}>
            {whole(({ net }) => net)}
          </td>
          {hasTax && (
            <>
              <td className={classes.numeric} data-label={t("money.tax")}>
                {whole(tax)}
              </td>
              <td className={classes.numeric} data-label={t("money.gross")}>
                {whole(({ gross }) => gross ?? 0)}
              </td>
            </>
          )}
        </tr>
      }
    />
  );
}
