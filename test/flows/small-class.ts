import type { Office, Seat } from './office.js';

export const seatedIn = async (office: Office, classId: string): Promise<Seat[]> =>
  (await office.seatsOf(classId)).filter(({ status }) => status === 'granted');

/** Lets units give seats of a class back until it is below its minimum; gives who is left. */
export async function giveBackUntilSmall(
  office: Office,
  { id, minimum }: { id: string; minimum: number },
): Promise<Seat[]> {
  let people = await seatedIn(office, id);
  // Who waits may take a seat that is given back, so it takes a few more than are above the minimum.
  for (let given = 0; people.length >= minimum && given < 25; given++) {
    await office.withdraw(people[0]!);
    await office.settled();
    people = await seatedIn(office, id);
  }
  return people;
}
