import { Button, NativeSelect, Stack, Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { TimeInput } from "@/components/TimeInput";
import { deviceZone } from "@/i18n/zone";
import classes from "./account.module.css";
import type { SettingsDraft, WrongField } from "./settingsDraft";

interface Props {
  draft: SettingsDraft;
  change: (draft: SettingsDraft) => void;
  /** Before the id of the field that can be wrong. */
  prefix: string;
  errorOf: (field: WrongField) => string | undefined;
}

/** The zone that a device is set to, and all that it knows. */
const HERE = deviceZone();
const ZONES = Intl.supportedValuesOf("timeZone");

/** When mail may come: in which zone, outside of which hours, and when a digest leaves. */
export function RhythmFields({ draft, change, prefix, errorOf }: Props) {
  const { t } = useTranslation("account");
  const zones = [...new Set(["UTC", draft.zone, ...ZONES])].sort();
  const every = (["day", "week"] as const).map((value) => ({ value, label: t(`settings.digestEvery.${value}`) }));
  return (
    <Stack>
      <Stack gap="sm" align="flex-start">
        <NativeSelect
          w={{ base: "100%", xs: "auto" }}
          label={t("settings.zone")}
          description={t("settings.zoneHint")}
          value={draft.zone}
          data={zones}
          onChange={({ currentTarget: { value } }) => change({ ...draft, zone: value })}
        />
        {draft.zone !== HERE && (
          <Button variant="default" onClick={() => change({ ...draft, zone: HERE })}>
            {t("settings.zoneHere", { zone: HERE })}
          </Button>
        )}
      </Stack>
      <Switch
        label={t("settings.quiet")}
        checked={draft.isQuiet}
        onChange={({ currentTarget: { checked } }) => change({ ...draft, isQuiet: checked })}
      />
      {draft.isQuiet && (
        <div className={classes.row}>
          <TimeInput
            label={t("settings.quietFrom")}
            value={draft.quietFrom}
            onChange={(quietFrom) => change({ ...draft, quietFrom })}
          />
          <TimeInput
            id={`${prefix}quietTo`}
            label={t("settings.quietTo")}
            value={draft.quietTo}
            error={errorOf("quietTo")}
            description={draft.quietTo < draft.quietFrom ? t("settings.quietNight") : undefined}
            onChange={(quietTo) => change({ ...draft, quietTo })}
          />
        </div>
      )}
      <div className={classes.row}>
        <NativeSelect
          label={t("settings.digest")}
          value={draft.digestEvery}
          data={every}
          onChange={({ currentTarget: { value } }) =>
            change({ ...draft, digestEvery: value === "week" ? "week" : "day" })
          }
        />
        <TimeInput
          label={t("settings.digestAt")}
          value={draft.digestAt}
          onChange={(digestAt) => change({ ...draft, digestAt })}
        />
      </div>
    </Stack>
  );
}
