import { Code } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { CopyValue } from "@/components/CopyValue";
import classes from "./admin.module.css";

/** What a bank calls money: to be copied to where a funding is posted with it by hand. */
export function BankReference({ value }: { value: string }) {
  const { t } = useTranslation("admin");
  const shown = (
    <Code fw={400} className={classes.hash}>
      {value}
    </Code>
  );
  return <CopyValue label={t("fundings.bankReference")} value={value} shown={shown} />;
}
