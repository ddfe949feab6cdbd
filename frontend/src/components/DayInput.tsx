import { Input, InputBase } from "@mantine/core";
import { IconCalendar } from "@tabler/icons-react";
import { type ReactNode, Suspense, useState } from "react";
import { DayPicker } from "@/app/later";
import { useLocale } from "@/i18n/useLocale";
import { day } from "@/lib/format";

interface Props {
  id?: string;
  label: string;
  description?: ReactNode;
  placeholder?: string;
  error?: ReactNode;
  /** As `useApiForm` hands them out: the day as the API writes it. */
  value?: string;
  onChange: (day: string) => void;
  min?: string;
  max?: string;
  /** Which days cannot be chosen. */
  exclude?: (day: string) => boolean;
  required?: boolean;
  maw?: number;
}

/** A day on a calendar, in the language of the page. The calendar comes when the field is first pressed. */
export function DayInput({ value, onChange, min, max, exclude, placeholder, ...rest }: Props) {
  const { locale } = useLocale();
  const [wasPressed, setWasPressed] = useState(false);
  const look = {
    ...rest,
    leftSection: <IconCalendar size={16} aria-hidden />,
  };
  const button = (
    <InputBase {...look} component="button" type="button" pointer multiline onClick={() => setWasPressed(true)}>
      {value ? day(value, locale) : <Input.Placeholder>{placeholder}</Input.Placeholder>}
    </InputBase>
  );
  if (!wasPressed) {
    return button;
  }
  return (
    <Suspense fallback={button}>
      <DayPicker
        {...look}
        placeholder={placeholder}
        value={value || null}
        onChange={(chosen) => chosen && onChange(chosen)}
        minDate={min}
        maxDate={max}
        excludeDate={exclude}
        valueFormatter={({ date }) => (typeof date === "string" ? day(date.slice(0, 10), locale) : "")}
      />
    </Suspense>
  );
}
