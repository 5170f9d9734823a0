/** How requests to Microsoft Graph are signed in. One object lives as long as its client and keeps what it has got. */
export interface SignIn {
  /**
   * The value of the `Authorization` header: `Bearer …`.
   *
   * @throws SfmapError exit 3: no token is to be had; exit 1: cancelled.
   */
  authorization(signal?: AbortSignal): Promise<string>;

  /**
   * Told that Graph answered 401 to a request that carried `used`. The next call of `authorization` asks for a new
   * token, unless somebody has asked for one since.
   */
  forget(used: string): void;
}
