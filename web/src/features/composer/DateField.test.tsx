import { fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import { DateField } from "./DateField";
import { fromLocalInput } from "./localInput";

const onChange = vi.fn();

function Field() {
  const [value, setValue] = useState("2026-01-09T07:05:00.000Z");
  return (
    <DateField
      value={value}
      onChange={(moment) => {
        onChange(moment);
        setValue(moment);
      }}
    />
  );
}

it("says which dates there are when one is refused, and keeps the last good one", () => {
  render(<Field />);
  const field = screen.getByLabelText("Date");
  const kept = (field as HTMLInputElement).value;
  fireEvent.change(field, { target: { value: "9999-12-31T23:59" } });
  fireEvent.blur(field);
  expect(onChange).not.toHaveBeenCalled();
  expect(field).toHaveValue(kept);
  expect(field).toBeInvalid();
  expect(field).toHaveAccessibleDescription(
    /^Choose a date between .*1000 and .*9999\. The entry keeps the one it has\.$/,
  );
  fireEvent.change(field, { target: { value: "1999-12-31T23:59" } });
  fireEvent.blur(field);
  expect(onChange).toHaveBeenLastCalledWith(fromLocalInput("1999-12-31T23:59"));
  expect(field).toBeValid();
});

it("takes none of the dates that one passes through while typing", () => {
  onChange.mockClear();
  render(<Field />);
  const field = screen.getByLabelText("Date");
  for (const year of ["0001", "0019", "0199", "1999"])
    fireEvent.change(field, { target: { value: `${year}-05-04T10:00` } });
  expect(onChange).not.toHaveBeenCalled();
  fireEvent.blur(field);
  expect(onChange.mock.calls).toEqual([[fromLocalInput("1999-05-04T10:00")]]);
});

it("loses no date that was typed when the page is left by the browser's own means", () => {
  onChange.mockClear();
  const { unmount } = render(<Field />);
  fireEvent.change(screen.getByLabelText("Date"), { target: { value: "2001-05-04T10:00" } });
  unmount();
  expect(onChange.mock.calls).toEqual([[fromLocalInput("2001-05-04T10:00")]]);
});
