import { render } from "@testing-library/react";
import { expect, test } from "vitest";
import { Whole } from "./Whole";

test("numbers of documents and e-mail are kept whole, and the text stays as it was", () => {
  const text = "Gutschrift 2026-0020 zur Rechnung 2026-0016: per E-Mail-Adresse, Space-Betreiber";
  const { container } = render(<Whole text={text} />);
  expect([...container.querySelectorAll("span")].map((word) => word.textContent)).toEqual([
    "2026-0020",
    "2026-0016",
    "E-Mail",
  ]);
  expect(container.textContent).toBe(text);
});
