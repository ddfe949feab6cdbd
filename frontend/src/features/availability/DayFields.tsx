import { ActionIcon } from "@mantine/core";
import { IconMinus, IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { WholeNumberInput } from "@/components/WholeNumberInput";
import { useLocale } from "@/i18n/useLocale";
import classes from "./DayFields.module.css";
import { dayNames, type Hours, MOST_A_DAY, painted } from "./week";

interface Props {
  hours: Hours;
  set: (next: Hours) => void;
}

/** The hours of each day as fields with a minus and a plus: the same as the grid, for whoever would rather not paint. */
export function DayFields({ hours, set }: Props) {
  const { t } = useTranslation("availability");
  const { locale } = useLocale();
  const names = dayNames(locale, "long");
  return (
    // biome-ignore lint/a11y/useSemanticElements: the frame of a fieldset is not wanted here
    <div role="group" aria-label={t("fields.label")} className={classes.fields}>
      {hours.map((each, day) => {
        const name = names[day] ?? "";
        const change = (level: number) => set(painted(hours, day, day, level));
        return (
          <div key={name} className={classes.line}>
            <span className={classes.name}>{name}</span>
            <ActionIcon
              variant="default"
              size={32}
              aria-label={t("fields.less", { day: name })}
              aria-disabled={each === 0}
              onClick={() => change(each - 1)}
            >
              <IconMinus size={16} aria-hidden />
            </ActionIcon>
            <WholeNumberInput
              aria-label={t("fields.hours", { day: name })}
              value={each}
              onChange={(value) => change(value || 0)}
              min={0}
              max={MOST_A_DAY}
              size="xs"
              onFocus={(event) => event.currentTarget.select()}
              classNames={{ input: classes.number }}
            />
            <ActionIcon
              variant="default"
              size={32}
              aria-label={t("fields.more", { day: name })}
              aria-disabled={each === MOST_A_DAY}
              onClick={() => change(each + 1)}
            >
              <IconPlus size={16} aria-hidden />
            </ActionIcon>
          </div>
        );
      })}
    </div>
  );
}
