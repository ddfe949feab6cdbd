import { Anchor } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useLegal } from "./useLegal";

/** The pages that whoever runs the network has of their own, and the law wants reached from everywhere. */
export function LegalLinks() {
  const { t } = useTranslation();
  const { imprint, privacy, conditions } = useLegal();
  const pages = [
    { name: t("shell.imprint"), address: imprint },
    { name: t("shell.privacy"), address: privacy },
    { name: t("shell.conditions"), address: conditions?.address },
  ];
  return pages.map(
    ({ name, address }) =>
      address && (
        <Anchor key={name} href={address} target="_blank" rel="noreferrer" size="sm">
          {name}
        </Anchor>
      ),
  );
}
