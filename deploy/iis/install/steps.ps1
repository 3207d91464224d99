# The installation in its order. What is new is made beside what runs; the switch comes last but for looking whether it
# works, and is undone where it does not.

function Install-InIis {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $InstallDir, $Manifest, [hashtable] $Wish)

    if (-not $Wish.Way) {
        $Wish.Way = 'HttpPlatform'
        if ($Manifest.way) {
            $Wish.Way = $Manifest.way
        }
    }
    $path = $Wish.ApplicationPath
    $pool = $Wish.PoolName
    Assert-PlainName @($path, $pool, $Wish.HostName)
    Assert-Folder $InstallDir
    Assert-Folder $Wish.DataDir
    $modules = Assert-Iis $Wish.Way
    $node = Resolve-Node $Wish.NodePath
    $rooms = Resolve-RoomsConfig $Wish.RoomsConfigDir
    if ($Wish.NewSite) {
        $path = '/'
        $site = $Wish.SiteName
        if (-not $site) {
            $site = $pool
        }
    } else {
        $site = Resolve-Site $Wish.SiteName $path $Manifest
        Confirm-Application $site $path $Manifest
    }
    Assert-PlainName @($site)
    $identity = Get-PoolIdentity $pool
    $Manifest.way = $Wish.Way
    $Manifest.site = $site
    $Manifest.applicationPath = $path
    $Manifest.pool = $pool
    $Manifest.dataDir = $Wish.DataDir
    $Manifest.node = $node
    $Manifest.rooms = $rooms
    $Manifest.target = $Wish.Target

    $release = Install-Files $InstallDir $Manifest $Wish $pool $identity
    $environment = @{}
    $changed = $null
    $folder = $release
    $webConfig = @{ way = $Wish.Way; node = $node; logs = (Join-Path $Wish.DataDir 'logs'); clearRules = ($modules -contains 'RewriteModule') }
    if ($Wish.Way -eq 'ReverseProxy') {
        # The service and its settings are the Windows service's; IIS needs a folder with a web.config, and no more.
        $folder = Join-Path $InstallDir ('proxy\' + (Get-FolderVersion $release))
        $webConfig = @{ way = $Wish.Way; target = $Wish.Target }
    } else {
        $environment = Set-Secrets $InstallDir $Manifest $Wish $identity
        $changed = Set-Settings $InstallDir $Manifest $Wish $node $release $rooms (Get-EndpointPath $path)
        if ($rooms) {
            Grant-Reading $InstallDir $Manifest $rooms $identity
        }
        Add-EventSource $InstallDir $Manifest $script:EventSource
    }
    $webConfig.environment = $environment
    Set-WebConfig $InstallDir $Manifest $node $release $folder $webConfig
    if ($Wish.Way -ne 'ReverseProxy') {
        Confirm-Doctor $node $release $environment
    }

    if ($PSCmdlet.ShouldProcess('applicationHost.config', (Get-Text 'ActionBackup' @('inetsrv\backup')))) {
        Invoke-Appcmd @('add', 'backup', ('rooms-sync-notification-' + (Get-Date).ToString('yyyyMMdd-HHmmss'))) | Out-Null
    }
    if ($Wish.Way -eq 'ReverseProxy') {
        Set-Proxy
    }
    if ($Wish.NewSite) {
        New-OwnSite $InstallDir $Manifest $site $Wish.Port $Wish.HostName $folder
    }
    $adminPort = Get-AdminPort $Wish $changed
    $count = @($Manifest.switches | Where-Object { $_ }).Count
    $problem = ''
    try {
        Switch-Application $InstallDir $Manifest $site $path $folder $pool $changed
    } catch {
        $problem = $_.Exception.Message
    }
    if (-not $problem -and -not $WhatIfPreference) {
        $problem = Test-Installation $Wish $node $release $environment $site $pool $adminPort (Get-EndpointPath $path)
    }
    if ($problem) {
        Restore-Before $InstallDir $Manifest (@($Manifest.switches | Where-Object { $_ }).Count -gt $count) $problem
    }
    if (-not $WhatIfPreference) {
        Show-Result $InstallDir $Manifest $rooms $adminPort
    }
}

# Folders, rights, pool and the release. The pool comes first: rights need its identity.
function Install-Files {
    param([string] $InstallDir, $Manifest, [hashtable] $Wish, [string] $Pool, [string] $Identity)

    New-OwnFolder $InstallDir $Manifest $InstallDir
    Set-Pool $InstallDir $Manifest $Pool
    Grant-Right $InstallDir $Manifest $InstallDir $Identity 'RX'
    if ($Wish.Way -eq 'ReverseProxy') {
        return $Wish.Source
    }
    Set-DataFolder $InstallDir $Manifest $Wish.DataDir $Identity
    return (Install-Release $InstallDir $Manifest $Wish.Package $Wish.Source)
}

function Set-Proxy {
    [CmdletBinding(SupportsShouldProcess)]
    param()

    if ((Get-IisSectionValue '' 'proxy' 'enabled') -eq 'true') {
        return
    }
    Confirm-Foreign 'ProxyForeign'
    if ($PSCmdlet.ShouldProcess('ARR', (Get-Text 'ActionProxy'))) {
        $values = @('/enabled:true', '/preserveHostHeader:true', '/timeout:00:02:00', '/commit:apphost')
        Invoke-Appcmd (@('set', 'config', '/section:proxy') + $values) | Out-Null
    }
}

# Starts, waits, and sends a test message through IIS. Empty where all of it works, else what does not.
function Test-Installation {
    param(
        [hashtable] $Wish, [string] $Node, [string] $Release, $Environment, [string] $Site, [string] $Pool,
        [int] $AdminPort, [string] $EndpointPath
    )

    try {
        Start-Pool $Pool
        Write-Step 'Waiting'
        $address = Get-LocalAddress $Site
        $problem = Wait-Service $AdminPort $address $EndpointPath
        if ($problem) {
            return $problem
        }
        if (-not $Wish.SelfTest -or $script:EndpointRefused -or $Wish.Way -eq 'ReverseProxy') {
            return ''
        }
        if (-not $address -or $address.HostHeader) {
            Write-Caution 'SelfTestByHand'
            return ''
        }
        Write-Step 'SelfTest'
        if ((Invoke-ServiceCommand $Node $Release $Environment @('selftest', '--url', ($address.Origin + $EndpointPath))) -ne 0) {
            return (Get-Text 'SelfTestFailed')
        }
        return ''
    } catch {
        return $_.Exception.Message
    }
}

# Goes back where it does not work. A run that switched nothing leaves what it found.
function Restore-Before {
    param([string] $InstallDir, $Manifest, [bool] $IsNew, [string] $Problem)

    $logs = Join-Path $Manifest.dataDir 'logs'
    if (-not $IsNew) {
        Stop-Installation 'StillNotHealthy' @($Problem, $logs)
    }
    Undo-Switch $InstallDir $Manifest
    Stop-Installation 'SwitchedBack' @($Problem, $logs)
}
