import { Anchor, Checkbox, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";

interface Props {
  version: string;
  address: string;
  id: string;
  value: string;
  error: string | undefined;
  onChange: (version: string) => void;
}

/** What the network asks whoever signs up to accept: its version is what is sent. */
export function Conditions({ version, address, id, value, error, onChange }: Props) {
  const { t } = useTranslation("common");
  return (
    <Stack gap={4}>
      <Checkbox
        id={id}
        checked={value === version}
        label={t("signUp.accepts", { version })}
        error={error}
        onChange={({ currentTarget: { checked } }) => onChange(checked ? version : "")}
      />
      <Anchor href={address} target="_blank" rel="noreferrer" size="sm">
        {t("signUp.conditions")}
      </Anchor>
    </Stack>
  );
}
