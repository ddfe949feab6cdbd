import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { identityChangePassword } from "@/api/generated";
import { identityListSessionsQueryKey } from "@/api/generated/@tanstack/react-query.gen";
import { ApiForm } from "@/components/ApiForm";
import { TextLink } from "@/components/LinkButton";
import { PasswordField } from "@/components/PasswordField";
import { useApiForm } from "@/components/useApiForm";
import { isPresent } from "@/features/identity/rules";
import { usePasswordRule } from "@/features/identity/usePasswordRule";

/** A new password for whoever knows the old one. */
export function ChangePassword() {
  // What was typed is gone once it was taken.
  const [times, setTimes] = useState(0);
  return <Form key={times} onDone={() => setTimes(times + 1)} />;
}

function Form({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation(["account", "common"]);
  const queries = useQueryClient();
  const { field, ...frame } = useApiForm({
    initial: { current: "", password: "" },
    rules: {
      current: { right: isPresent, wrong: t("common:fields.passwordMissing") },
      password: usePasswordRule(),
    },
    send: async (body) => {
      await identityChangePassword({ body, throwOnError: true });
      await queries.invalidateQueries({ queryKey: identityListSessionsQueryKey() });
      notifications.show({ message: t("security.passwordChanged"), color: "muster" });
      onDone();
    },
  });
  return (
    <ApiForm
      {...frame}
      isBrief
      verb={t("security.change")}
      maw={360}
      aside={
        <TextLink to="/reset" size="sm">
          {t("common:signIn.forgot")}
        </TextLink>
      }
    >
      <PasswordField label={t("security.current")} {...field("current")} />
      <PasswordField isNew label={t("security.new")} {...field("password")} />
    </ApiForm>
  );
}
