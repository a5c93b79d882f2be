/** Resolves when all are done, with what each came to. Rejects then, with the first failure, where one failed. */
export async function allDone<Result>(tasks: readonly Promise<Result>[]): Promise<Result[]> {
  await Promise.allSettled(tasks)
  return Promise.all(tasks)
}
