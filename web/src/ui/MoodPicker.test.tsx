import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it } from "vitest";
import { MoodPicker } from "./MoodPicker";
import type { Mood } from "./moods";

function Picker() {
  const [mood, setMood] = useState<Mood | null>(null);
  return <MoodPicker value={mood} onChange={setMood} />;
}

describe("MoodPicker", () => {
  it("names five levels, none of them chosen", () => {
    render(<Picker />);
    const radios = screen.getAllByRole("radio");
    expect(radios).toHaveLength(5);
    for (const radio of radios) expect(radio).not.toBeChecked();
  });

  it("chooses, changes, and takes the choice back", async () => {
    render(<Picker />);
    await userEvent.click(screen.getByRole("radio", { name: "Good" }));
    await userEvent.click(screen.getByRole("radio", { name: "Low" }));
    expect(screen.getByRole("radio", { name: "Low" })).toBeChecked();
    await userEvent.click(screen.getByRole("radio", { name: "Low" }));
    expect(screen.getByRole("radio", { name: "Low" })).not.toBeChecked();
  });
});
