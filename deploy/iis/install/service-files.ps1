# What the service needs whichever way it runs: its data folder, secrets in files, settings, and a look at them by its
# own commands.

$script:EventSource = 'rooms-sync-notification'
$script:DefaultAdminPort = 8081
$script:DefaultEndpoint = '/Webservices/SyncNotification.svc'

# The data folder: the identity reads settings, writes data and logs.
function Set-DataFolder {
    param([string] $InstallDir, $Manifest, [string] $DataDir, [string] $Identity)

    New-OwnFolder $InstallDir $Manifest $DataDir
    Grant-Right $InstallDir $Manifest $DataDir $Identity 'RX'
    foreach ($name in @('data', 'logs')) {
        $folder = Join-Path $DataDir $name
        New-OwnFolder $InstallDir $Manifest $folder
        Grant-Right $InstallDir $Manifest $folder $Identity 'M'
    }
}

# Secrets in files, and the variables that name them. Once made, they stay, and later runs find them.
function Set-Secrets {
    param([string] $InstallDir, $Manifest, [hashtable] $Wish, [string] $Identity)

    $folder = Join-Path $Wish.DataDir 'secrets'
    $password = Join-Path $folder 'sql-password'
    $token = Join-Path $folder 'admin-token'
    if ($Wish.AskSqlPassword -or $Wish.NewAdminToken) {
        New-OwnFolder $InstallDir $Manifest $folder
        Grant-Right $InstallDir $Manifest $folder $Identity 'RX'
    }
    if ($Wish.AskSqlPassword -and -not $WhatIfPreference) {
        $secret = Read-Host -Prompt (Get-Text 'AskSqlPassword') -AsSecureString
        Write-SecretFile $InstallDir $Manifest $password $secret $Identity
    }
    if ($Wish.NewAdminToken) {
        Write-SecretFile $InstallDir $Manifest $token (New-Token) $Identity
        Write-Step 'TokenMade' @($token)
    }
    # In this order also in the files: they are compared with what they were.
    $environment = [ordered] @{ SYNC_CONFIG = (Join-Path $Wish.DataDir 'settings.jsonc') }
    if (Test-Path -LiteralPath $password) {
        $environment['SYNC_SQL_PASSWORD_FILE'] = $password
    }
    if (Test-Path -LiteralPath $token) {
        $environment['SYNC_ADMIN_TOKEN_FILE'] = $token
    }
    return $environment
}

function Set-Settings {
    param([string] $InstallDir, $Manifest, [hashtable] $Wish, [string] $Node, [string] $Release, [string] $Rooms, [string] $EndpointPath)

    $values = @{ dataDir = (Join-Path $Wish.DataDir 'data'); logDir = (Join-Path $Wish.DataDir 'logs') }
    if ($EndpointPath -and $EndpointPath -ne $script:DefaultEndpoint) {
        $values['paths'] = @($script:DefaultEndpoint, $EndpointPath)
    }
    if ($Rooms) {
        $values['roomsConfigDir'] = $Rooms
    }
    if ($Wish.AdminPort -ne 0) {
        $values['adminPort'] = $Wish.AdminPort
    }
    if ($Wish.Setting) {
        foreach ($name in $Wish.Setting.Keys) {
            $values[$name] = $Wish.Setting[$name]
        }
    }
    return (Set-SettingsFile $InstallDir $Manifest $Node $Release (Join-Path $Wish.DataDir 'settings.jsonc') $values)
}

# The release looks at settings, databases and this machine before anything leads to it.
function Confirm-Doctor {
    param([string] $Node, [string] $Release, $Environment)

    if ($WhatIfPreference) {
        return
    }
    Write-Step 'Doctor'
    if ((Invoke-ServiceCommand $Node $Release $Environment @('doctor')) -ne 0) {
        Confirm-Foreign 'DoctorFound'
    }
}

function Get-AdminPort {
    param([hashtable] $Wish, $Changed)

    if ($Wish.AdminPort -ne 0) {
        return $Wish.AdminPort
    }
    if ($Changed -and $Changed.adminPort -is [ValueType] -and [int] $Changed.adminPort -gt 0) {
        return [int] $Changed.adminPort
    }
    return $script:DefaultAdminPort
}

function Get-EndpointPath {
    param([string] $Path)

    if ($Path -eq '/') {
        return $script:DefaultEndpoint
    }
    return "$Path/SyncNotification.svc"
}
