import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { privacyClose, type ShownAgain } from "@/api/generated";
import { identityListPasskeysOptions } from "@/api/generated/@tanstack/react-query.gen";
import { Loaded } from "@/components/Loaded";
import { letGo } from "@/features/identity/signOut";
import { ShowAgain } from "./ShowAgain";

/** Whoever closes their account shows again who they are. */
export default function CloseForm({ onLeft }: { onLeft: () => void }) {
  const { t } = useTranslation("account");
  const navigate = useNavigate();
  const passkeys = useQuery(identityListPasskeysOptions());
  const send = async (body: ShownAgain) => {
    await privacyClose({ body, throwOnError: true });
    // The account is closed: there is nothing left that could be saved.
    await letGo(() => navigate({ to: "/", ignoreBlocker: true }));
  };
  return (
    <Loaded query={passkeys}>
      {(lines) => (
        <ShowAgain
          text={t("data.closeText")}
          submit={t("data.close")}
          color="red"
          inDialog
          hasPasskeys={lines.length > 0}
          send={send}
          tell={({ code }) => (code === "counted-on" ? t("data.notYet") : undefined)}
          onLeft={onLeft}
        />
      )}
    </Loaded>
  );
}
