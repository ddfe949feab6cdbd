import { NativeSelect, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { session } from "@/api/client";
import { identityChangeMe, type Me } from "@/api/generated";
import { identityMeQueryKey } from "@/api/generated/@tanstack/react-query.gen";
import { ApiForm } from "@/components/ApiForm";
import { useApiForm } from "@/components/useApiForm";
import { isName } from "@/features/identity/rules";
import { isLanguage, LANGUAGE_NAMES, LANGUAGES } from "@/i18n";

/** What somebody says of themselves: the name that others see, and the language of their mails. */
export function OwnSettings({ me }: { me: Me }) {
  const { t } = useTranslation(["account", "common"]);
  const queries = useQueryClient();
  const { field, ...frame } = useApiForm({
    initial: { name: me.name, language: me.language },
    rules: {
      name: { right: isName, wrong: t("common:fields.nameWrong") },
      language: { right: isLanguage, wrong: t("account.languageWrong") },
    },
    send: async (body) => {
      const { data } = await identityChangeMe({ body, throwOnError: true });
      queries.setQueryData(identityMeQueryKey(), data);
      // Who is signed in is told with every new session.
      await session.renew();
      notifications.show({ message: t("common:ui.saved"), color: "muster" });
    },
  });
  return (
    <ApiForm {...frame} verb={t("common:ui.save")} maw={360}>
      <TextInput
        label={t("account.name")}
        description={t("common:fields.nameHint")}
        autoComplete="name"
        {...field("name")}
      />
      <NativeSelect
        label={t("account.mailLanguage")}
        data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
        {...field("language")}
      />
    </ApiForm>
  );
}
