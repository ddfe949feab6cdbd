import { Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { LinkButton } from "@/components/LinkButton";

/** From one of the two lists of money that found no funding to the other one, and to the fundings that wait for it. */
export function MoneyLinks({ beside }: { beside: "credits" | "strays" }) {
  const { t } = useTranslation("admin");
  return (
    <Group gap="xs">
      <LinkButton to={beside === "credits" ? "/bank-credits" : "/strays"} variant="default">
        {t(`${beside}.title`)}
      </LinkButton>
      <ToFundings />
    </Group>
  );
}

export function ToFundings() {
  const { t } = useTranslation("admin");
  return (
    <LinkButton to="/fundings" variant="default">
      {t("strays.toFundings")}
    </LinkButton>
  );
}
