import { IconEyeOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "./EmptyState";
import { LinkButton } from "./LinkButton";

/** Something that is not for the hat one wears; or that does not exist or is not for whoever looks, and which is not told. */
export function NotYours({ code }: { code: string }) {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={<IconEyeOff size={40} stroke={1.4} aria-hidden />}
      title={t("notFound.title")}
      text={t(code === "forbidden" ? "problems.forbidden" : "problems.not-found")}
      action={
        <LinkButton to="/home" variant="default">
          {t("notFound.action")}
        </LinkButton>
      }
    />
  );
}
