import { Alert } from "@mantine/core";
import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

interface Props {
  sentence: string;
  /** Whether the day that the sentence tells is over. */
  isLate: boolean;
}

/** What comes next in an engagement. */
export function NextAlert({ sentence, isLate }: Props) {
  const { t } = useTranslation("engagements");
  return (
    <Alert
      icon={isLate ? <IconAlertTriangle aria-hidden /> : <IconInfoCircle aria-hidden />}
      color={isLate ? "red" : undefined}
      variant="outline"
      title={t("next.title")}
    >
      {sentence} {isLate && t("next.late")}
    </Alert>
  );
}
