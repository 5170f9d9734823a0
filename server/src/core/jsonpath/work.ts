/** What several evaluations of paths may do together, in places of the payload that they look at. */
export interface Work {
  left: number;
}

/** What all paths of a file may do for one person. A person has some thousand places, a page of people a million. */
export const WORK_OF_A_FILE = 10_000_000;

/** Said of a path that was not read, because the paths before it have done all the work that a file may do. */
export const GIVEN_UP =
  'The evaluation was given up: the paths of this file look at too many places of the payload. Name the way instead of searching with .. or *.';
