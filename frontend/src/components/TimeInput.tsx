import { NativeSelect, type NativeSelectProps } from "@mantine/core";
import { useLocale } from "@/i18n/useLocale";

interface Props extends Omit<NativeSelectProps, "value" | "onChange" | "data"> {
  /** A time of the day, such as 08:30. */
  value: string;
  onChange: (value: string) => void;
}

const HALF_HOURS = Array.from({ length: 48 }, (_, half) => {
  return `${String(Math.floor(half / 2)).padStart(2, "0")}:${half % 2 === 0 ? "00" : "30"}`;
});

/** A time of the day, by the half hour, as the language of the page writes it: a browser's own field follows the device. */
export function TimeInput({ value, onChange, ...props }: Props) {
  const { locale } = useLocale();
  const written = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", timeZone: "UTC" });
  const times = HALF_HOURS.includes(value) ? HALF_HOURS : [...HALF_HOURS, value].sort();
  return (
    <NativeSelect
      {...props}
      value={value}
      data={times.map((time) => ({ value: time, label: written.format(new Date(`1970-01-01T${time}Z`)) }))}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
