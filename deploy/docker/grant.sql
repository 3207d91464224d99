-- What the service needs, and no more.
IF USER_ID(N'rooms_sync') IS NULL
    CREATE USER [rooms_sync] FOR LOGIN [rooms_sync];
GRANT SELECT, INSERT ON [dbo].[SyncNotification] TO [rooms_sync];
GO
