-- Table [dbo].[SyncNotification] for rooms-sync-notification.
-- May be run again: what is there already is left as it is.
-- Run it in the mandator's database.

IF OBJECT_ID(N'[dbo].[SyncNotification]', N'U') IS NULL
    CREATE TABLE [dbo].[SyncNotification] (
        [Id] bigint IDENTITY(1, 1) NOT NULL,
        [Mandator] nvarchar(128) NULL,
        [ReceivedAt] datetime2(3) NULL,
        [SubscriptionId] nvarchar(512) NULL,
        [PreviousWatermark] nvarchar(512) NULL,
        [MoreEvents] bit NULL,
        [EventType] nvarchar(32) NULL,
        [Watermark] nvarchar(512) NULL,
        [TimeStamp] datetime2(3) NULL,
        [ItemId] nvarchar(512) NULL,
        [ItemChangeKey] nvarchar(256) NULL,
        [FolderId] nvarchar(512) NULL,
        [FolderChangeKey] nvarchar(256) NULL,
        [ParentFolderId] nvarchar(512) NULL,
        [ParentFolderChangeKey] nvarchar(256) NULL,
        [OldItemId] nvarchar(512) NULL,
        [OldItemChangeKey] nvarchar(256) NULL,
        [OldFolderId] nvarchar(512) NULL,
        [OldFolderChangeKey] nvarchar(256) NULL,
        [OldParentFolderId] nvarchar(512) NULL,
        [OldParentFolderChangeKey] nvarchar(256) NULL,
        [UnreadCount] int NULL,
        [ResponseClass] nvarchar(16) NULL,
        [ResponseCode] nvarchar(128) NULL,
        [MessageText] nvarchar(max) NULL,
        [EventKey] binary(32) NOT NULL,
        CONSTRAINT [PK_SyncNotification] PRIMARY KEY CLUSTERED ([Id])
    );

IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[dbo].[SyncNotification]', N'U') AND name = N'UQ_SyncNotification_EventKey')
    ALTER TABLE [dbo].[SyncNotification]
        ADD CONSTRAINT [UQ_SyncNotification_EventKey] UNIQUE NONCLUSTERED ([EventKey]);

-- The service needs no more than this; members of db_datareader and db_datawriter have it:
-- GRANT SELECT, INSERT ON [dbo].[SyncNotification] TO [user];
