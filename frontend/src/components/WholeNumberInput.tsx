import { TextInput, type TextInputProps } from "@mantine/core";
import type { KeyboardEvent } from "react";

interface Props extends Omit<TextInputProps, "value" | "onChange"> {
  value: number | "";
  onChange: (value: number | "") => void;
  min: number;
  max: number;
}

/** A whole number: typed, or counted up and down with the arrows. What lies outside is put right when one goes on. */
export function WholeNumberInput({ value, onChange, min, max, ...rest }: Props) {
  const within = (number: number) => Math.min(Math.max(number, min), max);
  const count = (event: KeyboardEvent) => {
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (step) {
      event.preventDefault();
      onChange(within(Number(value) + step));
    }
  };
  return (
    <TextInput
      {...rest}
      inputMode="numeric"
      autoComplete="off"
      value={value}
      onChange={({ currentTarget }) => {
        const digits = currentTarget.value.replaceAll(/\D/g, "").slice(0, 9);
        onChange(digits && Number(digits));
      }}
      onKeyDown={count}
      onBlur={() => value !== "" && onChange(within(value))}
    />
  );
}
