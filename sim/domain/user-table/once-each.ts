/**
 * The same answers, but each is made once: what stands in a column repeats from row to row, most often right below. Holds as many
 * answers as there are different texts, so it lives no longer than the table that is read.
 */
export function onceEach<Answer extends NonNullable<unknown>>(
  make: (text: string) => Answer,
): (text: string) => Answer {
  const made = new Map<string, Answer>()
  let lastText: string | undefined
  let last: Answer | undefined
  return (text) => {
    if (text === lastText && last !== undefined) return last
    const known = made.get(text)
    const answer = known ?? make(text)
    if (known === undefined) made.set(text, answer)
    lastText = text
    last = answer
    return answer
  }
}
