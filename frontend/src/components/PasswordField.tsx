import { PasswordInput, type PasswordInputProps } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** What `useApiForm` hands out for a field. */
type Field = Pick<PasswordInputProps, "id" | "value" | "error" | "onChange">;

interface Props extends Field {
  /** What is asked for; "Password" where absent. */
  label?: string;
  description?: string;
  /** Whether it is chosen here, and not known already: then its rules are told. */
  isNew?: boolean;
}

/** A password, with a button that shows it. */
export function PasswordField({ label, description, isNew = false, ...field }: Props) {
  const { t } = useTranslation("common");
  return (
    <PasswordInput
      label={label ?? t("fields.password")}
      description={description ?? (isNew ? t("fields.passwordHint") : undefined)}
      autoComplete={isNew ? "new-password" : "current-password"}
      visibilityToggleButtonProps={{ "aria-label": t("fields.showPassword") }}
      {...field}
    />
  );
}
