-- The cookie names its login by another id than access tokens do, so that an old token says nothing of the cookie.
-- Cookies that an older desk has issued still carry the login's id.
ALTER TABLE login ADD COLUMN handle TEXT;
UPDATE login SET handle = id;
CREATE UNIQUE INDEX login_handle ON login (handle);
